package dev.templatedeployer.http;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.util.IO;

/// Closes connections of an address that has enough of them, as soon as they come. So one that
/// opens thousands and says nothing keeps nobody else out.
final class ConnectionsOfAddress implements SelectorManager.AcceptListener {

  private final Places places;

  /// Who holds a place. A closed channel does not tell any more whose it was.
  private final Map<SelectableChannel, String> open = new ConcurrentHashMap<>();

  ConnectionsOfAddress(int most) {
    this.places = new Places(Integer.MAX_VALUE, most);
  }

  @Override
  public void onAccepting(SelectableChannel channel) {
    try {
      String address = Address.of(((SocketChannel) channel).getRemoteAddress());
      if (places.take(address) == Places.Answer.TAKEN) {
        open.put(channel, address);
      } else {
        IO.close(channel);
      }
    } catch (IOException _) {
      IO.close(channel); // its sender has gone
    }
  }

  @Override
  public void onAcceptFailed(SelectableChannel channel, Throwable cause) {
    onClosed(channel);
  }

  @Override
  public void onClosed(SelectableChannel channel) {
    String address = open.remove(channel);
    if (address != null) {
      places.leave(address);
    }
  }
}
