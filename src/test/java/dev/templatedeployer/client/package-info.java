@NullMarked
package dev.templatedeployer.client;

import org.jspecify.annotations.NullMarked;
