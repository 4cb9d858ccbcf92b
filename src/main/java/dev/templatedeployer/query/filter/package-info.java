/// The language in which deployments are asked for, such as `status:failed template:lock age:<24h`:
/// from the text to a [dev.templatedeployer.query.filter.Filter], and whether a deployment is let
/// through.
///
/// Pure: the time is handed in. May touch [dev.templatedeployer.domain],
/// [dev.templatedeployer.identity] and [dev.templatedeployer.settings.Nearest]. Start reading at
/// [dev.templatedeployer.query.filter.Filter].
@NullMarked
package dev.templatedeployer.query.filter;

import org.jspecify.annotations.NullMarked;
