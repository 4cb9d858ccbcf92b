/// What the compiler cannot hold: which package may touch which, and what nobody may do.
///
/// Start reading at [dev.templatedeployer.architecture.PackageTable].
@NullMarked
package dev.templatedeployer.architecture;

import org.jspecify.annotations.NullMarked;
