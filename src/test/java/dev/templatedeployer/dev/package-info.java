@NullMarked
package dev.templatedeployer.dev;

import org.jspecify.annotations.NullMarked;
