package dev.templatedeployer.execute;

import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.signature.CommandSigner;
import dev.templatedeployer.template.catalog.TemplateCatalog;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/// What an executor is built from.
///
/// @param templates where the hosted templates are found
/// @param topics the topics of work, one for each template that this process runs, and of reports
/// @param signer signs the reports; null if they are not signed
/// @param hosts where the canisters live that the service hosts itself
/// @param consumer from [ExecutorClients]; the executor closes it
/// @param producer from [ExecutorClients]; the executor closes it
/// @param mayStart whether runs of a template may begin at present; asked from many threads, often,
///   and tells from memory. When more may begin than before, call [Executor#lookAgain]
public record ExecutorParts(
    TemplateCatalog templates,
    ExecutorTopics topics,
    WorkDecoder decoder,
    ReportEncoder encoder,
    @Nullable CommandSigner signer,
    CanisterHosts hosts,
    Consumer<String, byte[]> consumer,
    Producer<String, byte[]> producer,
    Predicate<TemplateName> mayStart,
    MeterRegistry metrics) {}
