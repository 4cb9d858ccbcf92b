package dev.templatedeployer.http;

/// Answers the REST API of a schema registry, as Confluent defined it.
@FunctionalInterface
public interface SchemaRegistry {

  /// The answer to a request.
  ///
  /// @param method such as `GET`
  /// @param path what stands behind `/registry` in the path, beginning with a slash, as it was sent
  /// @param body what was sent; empty if nothing was
  Response answer(String method, String path, byte[] body);

  /// What is answered.
  ///
  /// @param status the status code
  /// @param json the body
  record Response(int status, String json) {}
}
