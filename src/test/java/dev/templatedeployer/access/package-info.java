@NullMarked
package dev.templatedeployer.access;

import org.jspecify.annotations.NullMarked;
