@NullMarked
package dev.templatedeployer.deadletter;

import org.jspecify.annotations.NullMarked;
