/// Who and what is let in: is the template known and switched on, may the owner own, does the
/// config fit.
///
/// May touch [dev.templatedeployer.domain], [dev.templatedeployer.identity] and the catalog of
/// templates. Start reading at `TemplateAdmission`.
@NullMarked
package dev.templatedeployer.admission;

import org.jspecify.annotations.NullMarked;
