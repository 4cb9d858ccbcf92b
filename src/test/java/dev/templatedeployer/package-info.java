@NullMarked
package dev.templatedeployer;

import org.jspecify.annotations.NullMarked;
