@NullMarked
package dev.templatedeployer.replay;

import org.jspecify.annotations.NullMarked;
