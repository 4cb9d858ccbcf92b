@NullMarked
package dev.templatedeployer.http;

import org.jspecify.annotations.NullMarked;
