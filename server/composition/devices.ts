import { announceArtifact, giveUpArtifact, receiveArtifact } from '#app/action/artifacts.ts'
import { cancelWithoutRight } from '#app/action/due-work.ts'
import { limitRemarks, receiveResult, refuseResult } from '#app/action/receive-result.ts'
import type { DeviceApplication } from '#app/application.ts'
import type { Devices } from '#app/device/device-ports.ts'
import { enrollDevice, renewCertificate } from '#app/device/enroll-device.ts'
import { receiveState } from '#app/device/receive-state.ts'
import { type Broker, createBroker } from '../../broker/broker.ts'
import { type DevicePort, mqttLimits, openDevicePort } from '../device-port/device-port.ts'
import { createHttpServer } from '../device-port/http-server.ts'
import { authenticateBy, identifyConnection } from '../device-port/identify-connection.ts'
import { createMqttUpgrade } from '../device-port/mqtt-websocket.ts'
import { createRoutes } from '../device-port/routes.ts'
import { openUploads, type Uploads } from '../device-port/uploads.ts'
import type { Environment } from '../environment.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import { shareOfDescriptors } from '../open-file-limit.ts'
import type { Keys } from '../pki/open-keys.ts'
import { openArtifacts } from '../postgres/devices/artifacts.ts'
import { openDevices } from '../postgres/devices/devices.ts'
import type { Core } from './core.ts'
import type { Keep } from './parts.ts'

interface BrokerOptions {
  readonly core: Core
  readonly keys: Keys
  /** This process's id. */
  readonly process: string
  readonly metrics: Metrics
  readonly keep: Keep
  readonly log: Log
}

/** The devices' use cases and connections. */
export interface DeviceCore {
  readonly app: DeviceApplication
  readonly devices: Devices
  readonly broker: Broker
}

export async function openDeviceCore(options: BrokerOptions): Promise<DeviceCore> {
  const { core, keys, process, metrics, keep, log } = options
  const { clock, feed } = core
  const ports = { ...core.ports, authority: keys }
  const devices = openDevices({ pool: core.pool, process, feed })
  const remarks = limitRemarks(clock)
  const app: DeviceApplication = {
    enroll: enrollDevice(ports),
    renew: renewCertificate(ports),
    identify: async device => {
      const known = await devices.identify(device)
      return known && { device, organization: known.organization }
    },
    receiveResult: receiveResult({ ledger: ports.ledger, remarks }),
    refuseResult: refuseResult({ ledger: ports.ledger, remarks }),
    receiveState: receiveState({ devices, ledger: ports.ledger, feed, clock }),
  }
  const broker = keep(
    await createBroker({
      app,
      devices,
      feed,
      signer: keys.commandSigner,
      clock,
      cancelWithoutRight: cancelWithoutRight({ ledger: ports.ledger }),
      log,
      observer: metrics.observer,
    }),
  )
  return { app, devices, broker }
}

interface PortOptions {
  readonly core: Core
  readonly keys: Keys
  readonly device: DeviceCore
  readonly environment: Pick<Environment, 'device' | 'trustDomain' | 'artifactsDirectory'>
  readonly keep: Keep
  readonly log: Log
}

/** Opens the port that devices connect to: MQTT, MQTT over WebSocket, and HTTPS for enrolment and uploads. */
export async function openDeviceDoor(
  options: PortOptions,
): Promise<{ readonly listener: DevicePort; readonly artifacts: Uploads }> {
  const { core, keys, device, environment, keep, log } = options
  const { ledger, newId } = core.ports
  const { now } = core.clock
  const { app, broker } = device
  const identify = identifyConnection(environment.trustDomain, now)
  const authenticate = authenticateBy(identify, app)
  const artifacts = await openUploads({
    app: {
      ...openArtifacts(core.pool),
      announce: announceArtifact({ ledger }),
      receive: receiveArtifact({ ledger }),
      giveUp: giveUpArtifact({ ledger }),
    },
    directory: environment.artifactsDirectory,
    newId,
    log,
  })
  const http = createHttpServer(createRoutes({ app, authority: keys, authenticate, now, log, artifacts }))
  const onMqtt = broker.handle
  http.server.on('upgrade', createMqttUpgrade({ authenticate, limits: mqttLimits, onMqtt, log }))
  const listener = keep(
    await openDevicePort({
      ...environment.device,
      tls: keys.tls,
      identify,
      http,
      onMqtt,
      log,
      connections: shareOfDescriptors(0.6),
    }),
  )
  return { listener, artifacts }
}
