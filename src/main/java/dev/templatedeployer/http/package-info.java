/// The HTTP API: turns requests into commands and questions, and what comes back into JSON.
///
/// May touch [dev.templatedeployer.http.auth], [dev.templatedeployer.domain],
/// [dev.templatedeployer.canister] and what hosts its kinds, [dev.templatedeployer.access],
/// [dev.templatedeployer.control], [dev.templatedeployer.identity], [dev.templatedeployer.wire],
/// [dev.templatedeployer.query], [dev.templatedeployer.client], [dev.templatedeployer.settings],
/// Jackson, Micrometer, Javalin and the Jetty below it. Start reading at
/// [dev.templatedeployer.http.ApiServer]; what it stands on is in
/// [dev.templatedeployer.http.Services], and what it promises in `openapi.json`.
@NullMarked
package dev.templatedeployer.http;

import org.jspecify.annotations.NullMarked;
