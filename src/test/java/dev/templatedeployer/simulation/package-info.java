/// The real parts of the service and of its executors in a world where everything goes wrong: one
/// log with transactions, processes that die and pause, clocks that differ, templates that hang.
///
/// One thread and one seed. What is real: the step with its rules, agenda, lateness and codecs; the
/// executor with its consumer, instructions, lanes, runner, heartbeats, limits and reports. What is
/// not: Kafka, and who turns the parts. Start reading at
/// [dev.templatedeployer.simulation.RealPartsSimulationTest].
@NullMarked
package dev.templatedeployer.simulation;

import org.jspecify.annotations.NullMarked;
