package dev.templatedeployer.settings;

import java.util.Locale;

/// The two ways to spell the name of a setting.
enum Spelling {
  /// As it is declared, for the command line and the file: `deployer.executor.time-limit`.
  NAME {
    @Override
    String of(String name) {
      return name;
    }

    @Override
    String fillingIn(String word) {
      return word;
    }

    @Override
    String kafkaKeyIn(String word) {
      return word;
    }
  },

  /// As a variable of the environment: `DEPLOYER_EXECUTOR_TIME_LIMIT`.
  VARIABLE {
    @Override
    String of(String name) {
      var shouted = name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
      return shouted.startsWith(VARIABLE_PREFIX) ? shouted : VARIABLE_PREFIX + shouted;
    }

    @Override
    String fillingIn(String word) {
      return word.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    String kafkaKeyIn(String word) {
      return word.toLowerCase(Locale.ROOT).replace('_', '.');
    }
  };

  /// What every variable of ours begins with.
  static final String VARIABLE_PREFIX = "DEPLOYER_";

  /// How a setting of that name is spelled.
  abstract String of(String name);

  /// What fills a placeholder, from the part of the spelled name that stands in its place.
  abstract String fillingIn(String word);

  /// The name of a client setting of Kafka, from the part of the spelled name behind `kafka`.
  abstract String kafkaKeyIn(String word);
}
