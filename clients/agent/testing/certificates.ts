import 'reflect-metadata'
import { KeyObject, randomBytes, X509Certificate } from 'node:crypto'
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  Pkcs10CertificateRequest,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509'
import { spkiSha256 } from '../link/server-identity.ts'

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const DAY_MS = 24 * 60 * 60 * 1000

export interface ServerFor {
  readonly dns?: readonly string[]
  readonly ip?: readonly string[]
  readonly notBefore?: Date
  readonly notAfter?: Date
  readonly usage?: 'server' | 'client'
}

export interface TestAuthority {
  readonly pem: string
  /** The pin in an enrolment token. */
  readonly pin: string
  issueServer(names: ServerFor): Promise<{ key: string; cert: string }>
  issueDevice(csr: string, deviceId: string): Promise<string>
}

export async function createAuthority(name = 'Test device CA'): Promise<TestAuthority> {
  const keys = await newKeys()
  const root = await X509CertificateGenerator.createSelfSigned(
    {
      ...validity(),
      serialNumber: serial(),
      name: `CN=${name}`,
      keys,
      signingAlgorithm: ALGORITHM,
      extensions: [new BasicConstraintsExtension(true, 0, true)],
    },
    crypto,
  )
  const pem = root.toString('pem')
  const signed = { issuer: root.subject, signingKey: keys.privateKey, signingAlgorithm: ALGORITHM }

  return {
    pem,
    pin: spkiSha256(new X509Certificate(pem)),
    async issueServer({ dns = [], ip = [], usage = 'server', ...dates }) {
      const own = await newKeys()
      const names = [
        ...dns.map(value => ({ type: 'dns' as const, value })),
        ...ip.map(value => ({ type: 'ip' as const, value })),
      ]
      const certificate = await X509CertificateGenerator.create(
        {
          ...signed,
          ...validity(dates),
          serialNumber: serial(),
          subject: 'CN=server',
          publicKey: own.publicKey,
          extensions: [
            new ExtendedKeyUsageExtension([
              usage === 'server' ? ExtendedKeyUsage.serverAuth : ExtendedKeyUsage.clientAuth,
            ]),
            new SubjectAlternativeNameExtension(names),
          ],
        },
        crypto,
      )
      return { key: toPem(own.privateKey), cert: `${certificate.toString('pem')}\n${pem}` }
    },
    async issueDevice(csr, deviceId) {
      const request = new Pkcs10CertificateRequest(csr)
      const certificate = await X509CertificateGenerator.create(
        {
          ...signed,
          ...validity(),
          serialNumber: serial(),
          subject: `CN=${deviceId}`,
          publicKey: request.publicKey,
          extensions: [new ExtendedKeyUsageExtension([ExtendedKeyUsage.clientAuth])],
        },
        crypto,
      )
      return certificate.toString('pem')
    },
  }
}

const newKeys = () => crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])

const serial = () => randomBytes(8).toString('hex')

const validity = ({ notBefore, notAfter }: Pick<ServerFor, 'notBefore' | 'notAfter'> = {}) => ({
  notBefore: notBefore ?? new Date(Date.now() - DAY_MS),
  notAfter: notAfter ?? new Date(Date.now() + 90 * DAY_MS),
})

const toPem = (key: CryptoKey) => KeyObject.from(key).export({ type: 'pkcs8', format: 'pem' }).toString()
