@NullMarked
package dev.templatedeployer.admission;

import org.jspecify.annotations.NullMarked;
