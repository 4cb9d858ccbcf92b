// Deploys a token lock over Kafka and prints its outcome.
//
//   node deploy-lock.js [ID]
//
// BOOTSTRAP_SERVERS and SCHEMA_REGISTRY say where the service is; without them it is './deployer dev'.
// Exits with 0 if the lock is there, 5 if the deployment failed or was cancelled, 6 if time ran out.
import {readFile} from 'node:fs/promises';
import {randomUUID} from 'node:crypto';
import {KafkaJS} from '@confluentinc/kafka-javascript';
import {
  AvroDeserializer,
  AvroSerializer,
  SchemaRegistryClient,
  SerdeType,
} from '@confluentinc/schemaregistry';

const COMMANDS = 'deployments.commands';
const OUTCOMES = 'deployments.outcomes';
const PATIENCE_MILLIS = 60_000;

const brokers = (process.env.BOOTSTRAP_SERVERS ?? '127.0.0.1:9092').split(',');
const registry = new SchemaRegistryClient({
  baseURLs: [process.env.SCHEMA_REGISTRY ?? 'http://127.0.0.1:8080/registry'],
});
const serializer = new AvroSerializer(registry, SerdeType.VALUE, {
  autoRegisterSchemas: false,
  useLatestVersion: true,
});
const deserializer = new AvroDeserializer(registry, SerdeType.VALUE, {});

const id = process.argv[2] ?? randomUUID();
const config = await readFile(new URL('../lock.json', import.meta.url));

const kafka = new KafkaJS.Kafka({kafkaJS: {brokers, logLevel: KafkaJS.logLevel.ERROR}});
const consumer = kafka.consumer({
  kafkaJS: {groupId: `deploy-lock-${id}`, fromBeginning: true, readUncommitted: false},
});
const producer = kafka.producer({kafkaJS: {acks: -1, idempotent: true}});

/// The outcome of the deployment. Begins to read before anything is sent, so it cannot be missed.
async function outcome() {
  await consumer.connect();
  await consumer.subscribe({topic: OUTCOMES});
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error(`No outcome within ${PATIENCE_MILLIS} ms.`)), PATIENCE_MILLIS)
      .unref();
    consumer
      .run({
        eachMessage: async ({message}) => {
          if (message.key?.toString() === id) {
            resolve(await deserializer.deserialize(OUTCOMES, message.value));
          }
        },
      })
      .catch(reject);
  });
}

async function submit() {
  await producer.connect();
  const command = {
    deploymentId: id,
    commandId: null,
    requestedBy: null,
    payload: {
      'dev.templatedeployer.wire.avro.v1.Deploy': {
        request: {
          template: 'lock',
          templateVersion: null,
          config,
          owner: 'pz7mb-3demv-3gk3d-pobww-k3tua-e',
          labels: {from: 'node'},
          notBefore: null,
          deadline: null,
        },
      },
    },
  };
  const value = await serializer.serialize(COMMANDS, command);
  await producer.send({topic: COMMANDS, messages: [{key: id, value}]});
  console.error(`Sent '${id}'.`);
}

let exitCode = 6;
try {
  const ended = outcome();
  ended.catch(() => {}); // told below
  await submit();
  const {status, canisterId, failure, reason} = await ended;
  console.log(JSON.stringify({id, status, canisterId, failure, reason}));
  exitCode = status === 'COMPLETED' ? 0 : 5;
} catch (error) {
  console.error(error.message);
} finally {
  await Promise.allSettled([producer.disconnect(), consumer.disconnect()]);
}
process.exit(exitCode);
