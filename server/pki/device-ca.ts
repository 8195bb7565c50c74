import 'reflect-metadata'
import { X509Certificate as CheckedCertificate, createPrivateKey, randomBytes, webcrypto } from 'node:crypto'
import { isIP } from 'node:net'
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  type PublicKey,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509'

const { subtle } = webcrypto

const P256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const DAY = 24 * 3600 * 1000
const DEVICE_DAYS = 90
/** Each process creates its server certificate at start, so the certificate must only outlive the process. */
const SERVER_DAYS = 825
const CA_DAYS = 20 * 365

export interface DeviceCa {
  readonly certificate: X509Certificate
  readonly signingKey: webcrypto.CryptoKey
}

export interface ServerCertificate {
  /** PEM: the certificate, then its CA's. */
  readonly cert: string
  /** PEM. */
  readonly key: string
  /** Milliseconds since 1970, at which two thirds of its life are over. */
  readonly renewAt: number
}

/** A new CA as a single PEM text, so that certificate and key always stay together. */
export async function createDeviceCa(trustDomain: string, now: number): Promise<string> {
  const keys = await subtle.generateKey(P256, true, ['sign', 'verify'])
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: newSerial(),
    name: [{ CN: ['Defend device CA'] }, { O: [trustDomain] }],
    ...validity(now, CA_DAYS),
    signingAlgorithm: P256,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return `${certificate.toString('pem')}\n${await exportKey(keys.privateKey)}\n`
}

/** Throws a descriptive error if the PEM is not a CA that can issue certificates now. */
export async function readDeviceCa(pem: string, now: number): Promise<DeviceCa> {
  const checked = new CheckedCertificate(pem)
  const key = createPrivateKey(pem)
  if (key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') throw new Error('its key is not an EC P-256 key')
  if (!checked.ca) throw new Error('its certificate is not a CA certificate')
  if (!checked.checkPrivateKey(key)) throw new Error('its key does not belong to its certificate')
  if (Date.parse(checked.validTo) <= now) throw new Error(`its certificate expired on ${checked.validTo}`)
  return {
    certificate: new X509Certificate(checked.raw),
    signingKey: await subtle.importKey('pkcs8', key.export({ format: 'der', type: 'pkcs8' }), P256, false, [
      'sign',
    ]),
  }
}

export async function issueDeviceCertificate(
  ca: DeviceCa,
  publicKey: PublicKey,
  subject: { readonly device: string; readonly uri: string },
  now: number,
): Promise<X509Certificate> {
  return issue(ca, publicKey, subject.device, validity(now, DEVICE_DAYS), [
    new ExtendedKeyUsageExtension([ExtendedKeyUsage.clientAuth]),
    new SubjectAlternativeNameExtension([{ type: 'url', value: subject.uri }]),
  ])
}

export async function issueServerCertificate(
  ca: DeviceCa,
  names: readonly string[],
  now: number,
): Promise<ServerCertificate> {
  const keys = await subtle.generateKey(P256, true, ['sign', 'verify'])
  const valid = validity(now, SERVER_DAYS)
  const certificate = await issue(ca, keys.publicKey, 'Defend device port', valid, [
    new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
    new SubjectAlternativeNameExtension(names.map(alternativeName)),
  ])
  return {
    cert: `${certificate.toString('pem')}\n${ca.certificate.toString('pem')}\n`,
    key: await exportKey(keys.privateKey),
    renewAt: now + (2 / 3) * (valid.notAfter.getTime() - now),
  }
}

async function issue(
  ca: DeviceCa,
  publicKey: PublicKey | webcrypto.CryptoKey,
  commonName: string,
  valid: { notBefore: Date; notAfter: Date },
  extensions: readonly Extension[],
): Promise<X509Certificate> {
  return X509CertificateGenerator.create({
    serialNumber: newSerial(),
    subject: [{ CN: [commonName] }],
    issuer: ca.certificate.subjectName,
    ...valid,
    publicKey,
    signingKey: ca.signingKey,
    signingAlgorithm: P256,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      await SubjectKeyIdentifierExtension.create(publicKey),
      await AuthorityKeyIdentifierExtension.create(ca.certificate.publicKey),
      ...extensions,
    ],
  })
}

/** Backdated by a day for slow clocks, and rounded to seconds because certificates store no fractions. */
function validity(now: number, days: number): { notBefore: Date; notAfter: Date } {
  const second = Math.floor(now / 1000) * 1000
  return { notBefore: new Date(second - DAY), notAfter: new Date(second + days * DAY) }
}

function newSerial(): string {
  const serial = randomBytes(16)
  // Positive (RFC 5280, section 4.1.2.2), and without a leading zero byte, which DER would drop.
  serial.writeUInt8((serial.readUInt8(0) & 0x3f) | 0x40, 0)
  return serial.toString('hex')
}

const alternativeName = (name: string) =>
  isIP(name)
    ? { type: 'ip' as const, value: name }
    : { type: 'dns' as const, value: name.replace(/\.$/, '').toLowerCase() }

const exportKey = async (key: webcrypto.CryptoKey): Promise<string> =>
  PemConverter.encode(await subtle.exportKey('pkcs8', key), PemConverter.PrivateKeyTag)
