package dev.templatedeployer.execute;

import dev.templatedeployer.domain.TemplateName;
import dev.templatedeployer.template.catalog.TemplateCatalog;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/// What an executor is built from.
///
/// @param templates where the hosted templates are found
/// @param topics the topics of work, one for each template that this process runs, and of reports
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
    CanisterHosts hosts,
    Consumer<String, byte[]> consumer,
    Producer<String, byte[]> producer,
    Predicate<TemplateName> mayStart,
    MeterRegistry metrics) {}
