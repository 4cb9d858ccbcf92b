package dev.templatedeployer.query;

/// How the projector fares.
public sealed interface ProjectorHealth {

  /// It has not yet read up to where the logs ended when it looked; answers are of the past.
  record CatchingUp() implements ProjectorHealth {}

  /// It has caught up with the logs, and writes what comes as it comes.
  record Following() implements ProjectorHealth {}

  /// It cannot go on now and tries again by itself.
  ///
  /// @param why a sentence for a person
  record Waiting(String why) implements ProjectorHealth {}

  /// It will not go on until a person has done something. The read model still answers, with what
  /// it has.
  ///
  /// @param why a sentence for a person, with what to do
  record Stopped(String why) implements ProjectorHealth {}

  /// It was closed.
  record Closed() implements ProjectorHealth {}
}
