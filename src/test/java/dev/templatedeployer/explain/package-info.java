@NullMarked
package dev.templatedeployer.explain;

import org.jspecify.annotations.NullMarked;
