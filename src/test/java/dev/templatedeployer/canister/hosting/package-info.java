@NullMarked
package dev.templatedeployer.canister.hosting;

import org.jspecify.annotations.NullMarked;
