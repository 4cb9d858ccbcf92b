/// Who sends a request: bearer tokens of an OpenID Connect provider, or of a developer.
///
/// Knows neither routes nor answers; the gate of the API asks it. May touch
/// [dev.templatedeployer.access], [dev.templatedeployer.settings] and Nimbus, which verifies
/// tokens. Start reading at [dev.templatedeployer.http.auth.Authentication].
@NullMarked
package dev.templatedeployer.http.auth;

import org.jspecify.annotations.NullMarked;
