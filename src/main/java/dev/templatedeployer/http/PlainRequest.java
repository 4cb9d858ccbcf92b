package dev.templatedeployer.http;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/// A request that asked for a WebSocket, as if it had not: there are none here, and Javalin would
/// begin a session before it says so.
final class PlainRequest extends Request.Wrapper {

  private final HttpFields headers;

  private PlainRequest(Request request) {
    super(request);
    this.headers =
        HttpFields.build(request.getHeaders())
            .remove(HttpHeader.SEC_WEBSOCKET_VERSION)
            .remove(HttpHeader.UPGRADE)
            .asImmutable();
  }

  /// The request, without a wish for a WebSocket.
  static Request of(Request request) {
    return request.getHeaders().contains(HttpHeader.SEC_WEBSOCKET_VERSION)
        ? new PlainRequest(request)
        : request;
  }

  @Override
  public HttpFields getHeaders() {
    return headers;
  }
}
