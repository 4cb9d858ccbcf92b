package dev.templatedeployer.http;

import io.javalin.http.HttpStatus;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// Problems with requests that Jetty turns away before anybody reads them.
final class JettyProblems extends ErrorHandler {

  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    Problem problem = ofStatus(code);
    String traceId = Trace.of(request.getHeaders().get("traceparent")).id();
    response.setStatus(problem.status().getCode());
    problem.headers().forEach(response.getHeaders()::put);
    SecurityHeaders.ALL.forEach(response.getHeaders()::put);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, ProblemJson.MEDIA_TYPE);
    byte[] body = Json.bytes(ProblemJson.of(problem, null, traceId));
    response.write(true, ByteBuffer.wrap(body), callback);
  }

  /// The problem of which only the status is known.
  static Problem ofStatus(int code) {
    HttpStatus status = HttpStatus.forStatus(code);
    return switch (status) {
      case SERVICE_UNAVAILABLE ->
          Problem.unavailable("STOPPING", "The service is stopping. Try again in a moment.");
      default -> Problem.of(status, codeOf(status), sentence(status));
    };
  }

  private static String sentence(HttpStatus status) {
    return switch (status) {
      case REQUEST_HEADER_FIELDS_TOO_LARGE ->
          "The headers of the request are larger than %d KiB. Send fewer."
              .formatted(Limits.HEADER_BYTES / 1024);
      case NOT_FOUND -> "There is nothing of that kind here. What there is, is listed at '/'.";
      case URI_TOO_LONG -> "The address is too long. Ask for less at once.";
      case REQUEST_TIMEOUT -> "The request did not arrive in time. Send it again, and faster.";
      case INTERNAL_SERVER_ERROR ->
          "The service has a bug that this request brings out. Look for the trace id in its log.";
      default -> "The request cannot be understood as HTTP. Check its first line and its headers.";
    };
  }

  private static String codeOf(HttpStatus status) {
    return status == HttpStatus.INTERNAL_SERVER_ERROR
        ? "UNEXPECTED"
        : status.getMessage().toUpperCase(Locale.ROOT).replaceAll("[^A-Z]+", "_");
  }
}
