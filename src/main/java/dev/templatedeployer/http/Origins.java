package dev.templatedeployer.http;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Turns away requests that a page of another web site has its visitor's browser send.
///
/// Such a page reads no answer, since the service allows no other origin; but what is asked for
/// would be done all the same. Browsers name the origin of whatever may change something, and of
/// the rest whether it is another's. Who follows a link comes from elsewhere too, and may.
///
/// Source: [Fetch Metadata](https://www.w3.org/TR/fetch-metadata/).
final class Origins {

  private final List<String> allowed;

  /// @param hostNames names of the service, from which pages may come
  Origins(List<String> hostNames) {
    this.allowed = hostNames.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
  }

  /// @throws Problem if the page of somebody else sent the request
  void check(Context ctx) {
    String origin = ctx.header("Origin");
    String site = ctx.header("Sec-Fetch-Site");
    boolean isForeign =
        origin != null
            ? !isOurs(origin, ctx.header("Host"))
            : site != null
                && !site.equals("same-origin")
                && !site.equals("none")
                && !Objects.equals(ctx.header("Sec-Fetch-Mode"), "navigate");
    if (isForeign) {
      throw Problem.of(
          HttpStatus.FORBIDDEN,
          "FOREIGN_ORIGIN",
          "A page of another web site sent this, and the service takes requests of none. Pages of its own names may: 'deployer.http.host-names'.");
    }
  }

  private boolean isOurs(String origin, @Nullable String host) {
    try {
      var address = new URI(origin.toLowerCase(Locale.ROOT));
      String authority = address.getRawAuthority();
      return authority != null
          && (authority.equals(host == null ? null : host.toLowerCase(Locale.ROOT))
              || allowed.contains(address.getHost()));
    } catch (URISyntaxException _) {
      return false;
    }
  }
}
