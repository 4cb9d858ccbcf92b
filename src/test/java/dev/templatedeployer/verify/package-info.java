@NullMarked
package dev.templatedeployer.verify;

import org.jspecify.annotations.NullMarked;
