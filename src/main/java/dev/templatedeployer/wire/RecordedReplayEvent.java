package dev.templatedeployer.wire;

import dev.templatedeployer.replay.ReplayEvent;
import dev.templatedeployer.replay.ReplayId;

/// An event of a replay as it stands in the topic.
///
/// @param version 1, 2, 3 … for each replay
public record RecordedReplayEvent(ReplayId id, long version, ReplayEvent event) {}
