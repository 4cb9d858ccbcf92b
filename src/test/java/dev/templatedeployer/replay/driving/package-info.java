@NullMarked
package dev.templatedeployer.replay.driving;

import org.jspecify.annotations.NullMarked;
