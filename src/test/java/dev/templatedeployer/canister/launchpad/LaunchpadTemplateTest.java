package dev.templatedeployer.canister.launchpad;

import static dev.templatedeployer.canister.FormFields.components;
import static org.assertj.core.api.Assertions.assertThat;

import dev.templatedeployer.canister.CanisterRules;
import dev.templatedeployer.canister.CanisterTemplateContract;
import dev.templatedeployer.canister.FormFields;
import dev.templatedeployer.canister.vesting.ScheduleConfig;
import dev.templatedeployer.template.ContractContext;
import dev.templatedeployer.template.Template;
import dev.templatedeployer.template.TemplateFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaunchpadTemplateTest extends CanisterTemplateContract<LaunchpadConfig> {

  @Override
  protected Template<LaunchpadConfig> template() {
    return new LaunchpadTemplate();
  }

  @Override
  protected CanisterRules<LaunchpadConfig, ?, ?, ?> rules() {
    return new LaunchpadCanister();
  }

  @Override
  protected List<String> invalidConfigs() {
    return List.of(
        "{}",
        validConfig().replace("ryjl3-tyaaa-aaaaa-aaaba-cai", "ryjl3-tyaaa-aaaaa-aaaba-caa"),
        validConfig().replace("2080-03-15T12:00:00Z", "2080-03-01T12:00:00Z"));
  }

  @Test
  void createsTheCanisterAndSaysWhatARegistryOfCanistersNeeds()
      throws IOException, TemplateFailure, InterruptedException {
    var config = exampleConfig();
    var created = new ArrayList<>();

    var result = template().create(config, new ContractContext("web-42", 1, 1, NOW, created::add));

    assertThat(created).containsExactly(config);
    assertThat(result.details())
        .isEqualTo(
            Map.of(
                "name", "Harbour",
                "saleType", "FAIR_LAUNCH",
                "saleToken", "HRB",
                "purchaseTokenId", "ryjl3-tyaaa-aaaaa-aaaba-cai",
                "totalSaleAmount", "4000000000000000",
                "saleStart", "2080-03-01T12:00:00Z",
                "saleEnd", "2080-03-15T12:00:00Z"));
  }

  @Nested
  class TheSchema {
    @Test
    void hasATitleADescriptionAndExamplesForEveryField() throws IOException {
      assertThat(FormFields.of(JSON.readTree(template().configSchema())))
          .contains("/project/website", "/categories/schedule/steps/bps", "/whitelistWindow/from");
    }

    @Test
    void namesEveryFieldOfTheConfigAndNoOther() throws IOException {
      assertThat(names("")).containsExactlyInAnyOrder(components(LaunchpadConfig.class));
      assertThat(names("/project"))
          .containsExactlyInAnyOrder(components(LaunchpadConfig.Project.class));
      assertThat(names("/saleToken"))
          .containsExactlyInAnyOrder(components(LaunchpadConfig.SaleToken.class));
      assertThat(names("/whitelistWindow"))
          .containsExactlyInAnyOrder(components(LaunchpadConfig.Window.class));
      assertThat(names("/categories/items"))
          .containsExactlyInAnyOrder(components(LaunchpadConfig.Category.class));
      assertThat(names("/categories/items/properties/schedule"))
          .containsExactlyInAnyOrder(components(ScheduleConfig.class));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        textBlock =
            """
            /project               | -                                | required
            /project/colour        | 'red'                            | additionalProperties
            /project/name          | 'Ha'                             | minLength
            /project/website       | 'ftp://harbour.example'          | pattern
            /saleToken/decimals    | '8'                              | type
            /saleToken/decimals    | 19                               | maximum
            /saleToken/supply      | 5                                | type
            /saleToken/supply      | '5.0'                            | pattern
            /saleType              | 'AUCTION'                        | enum
            /saleType              | 'FIXED_PRICE'                    |
            /tokenPrice            | '-5'                             | pattern
            /hardCap               | -                                | required
            /maxParticipants       | 50001                            | maximum
            /saleStart             | 'tomorrow'                       | pattern
            /saleStart             | '2080-03-01T12:00:00.5+05:30'    |
            /claimStart            | null                             | type
            /whitelistWindow       | {'from':'2080-02-01T12:00:00Z'}  | required
            /whitelist             | [5]                              | type
            /whitelist             | []                               |
            /whitelist             | 10001 principals                 | maxItems
            /categories            | []                               | minItems
            /categories/0/bps      | 0                                | minimum
            /categories/0/schedule | {'kind':'SOMETIMES'}             | enum
            /categories/0/schedule | {'kind':'SINGLE','duration':'P1M'} | pattern
            /platformFeeBps        | 1001                             | maximum
            /successFeeBps         | 501                              | maximum
            /pausable              | 'yes'                            | type
            /emergencyContacts     | 11 principals                    | maxItems
            """)
    void saysWhatIsWrong(String field, String value, @Nullable String keywords) throws IOException {
      String json = SaleConfigs.but(validConfig(), field, value);

      assertThat(brokenBy(json)).containsExactlyInAnyOrder(keywords(keywords));
    }
  }
}
