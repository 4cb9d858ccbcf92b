@NullMarked
package dev.templatedeployer.query;

import org.jspecify.annotations.NullMarked;
