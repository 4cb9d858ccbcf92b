package dev.templatedeployer.http;

import dev.templatedeployer.http.RunningApi.Reply;
import java.net.http.HttpHeaders;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// An answer read from the bare text of a connection.
final class RawReply {

  private RawReply() {}

  static Reply of(String text) {
    String[] parts = text.split("\r\n\r\n", 2);
    List<String> head = parts[0].lines().toList();
    Map<String, List<String>> headers = new HashMap<>();
    for (String line : head.subList(1, head.size())) {
      String[] header = line.split(": ?", 2);
      headers.put(header[0], List.of(header[1]));
    }
    return new Reply(
        Integer.parseInt(head.getFirst().split(" ", 3)[1]),
        HttpHeaders.of(headers, (_, _) -> true),
        parts[1]);
  }
}
