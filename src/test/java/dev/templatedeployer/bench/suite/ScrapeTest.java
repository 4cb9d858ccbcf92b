package dev.templatedeployer.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScrapeTest {

  private static final Scrape SCRAPE =
      Scrape.of(
          """
          # TYPE jvm_memory_used_bytes gauge
          jvm_memory_used_bytes{area="heap",id="Eden"} 1.5E7
          jvm_memory_used_bytes{area="heap",id="Old"} 5000000.0
          jvm_memory_used_bytes{area="nonheap",id="Code"} 7.0
          jvm_memory_used_bytes_more 3.0
          deployer_fold_lag_records 12.0
          process_cpu_usage NaN
          """);

  @Test
  void addsUpTheSamplesWithALabel() {
    assertThat(SCRAPE.sum("jvm_memory_used_bytes", "area=\"heap\"")).isEqualTo(2e7);
  }

  @Test
  void addsUpAllSamplesIfNoLabelIsNamed() {
    assertThat(SCRAPE.sum("jvm_memory_used_bytes", "")).isEqualTo(20_000_007);
    assertThat(SCRAPE.sum("deployer_fold_lag_records", "")).isEqualTo(12);
  }

  @Test
  void findsNothingWhereThereIsNothing() {
    assertThat(SCRAPE.sum("process_cpu_usage", "")).isZero();
    assertThat(SCRAPE.sum("absent", "")).isZero();
  }
}
