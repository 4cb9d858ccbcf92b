@NullMarked
package dev.templatedeployer.settings;

import org.jspecify.annotations.NullMarked;
