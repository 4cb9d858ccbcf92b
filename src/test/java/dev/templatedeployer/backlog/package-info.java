@NullMarked
package dev.templatedeployer.backlog;

import org.jspecify.annotations.NullMarked;
