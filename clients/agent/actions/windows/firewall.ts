import { createHash } from 'node:crypto'
import type { JsonObject } from '#protocol/json.ts'
import { powershell } from './powershell.ts'

/** Blocks have their own rule group, so isolating and lifting the isolation leave them unchanged. */
const GROUPS = `
$blocks = 'defend_blocks'
$isolation = 'defend_isolation'
function Rules($group) { @(Get-NetFirewallRule -Group $group -ErrorAction SilentlyContinue) }
function Blocked { @(Rules $blocks | ForEach-Object { $_.Description }) }
function Block($address, $name) {
  if (-not (Get-NetFirewallRule -Name $name -ErrorAction SilentlyContinue)) {
    New-NetFirewallRule -Name $name -Group $blocks -DisplayName "defend: block $address" -Description $address -Direction Outbound -Action Block -RemoteAddress $address -Profile Any -Enabled True | Out-Null
  }
}
`

/**
 * Other programs' allow rules would let traffic through, and a block rule overrides every allow rule.
 * So isolation exports the whole policy to a file, then enforces only the agent's rules with a default of
 * Block.
 * The firewall keeps its policy across boots and enforces it before the network starts.
 */
const ISOLATE = `${GROUPS}
if (-not (Test-Path -LiteralPath $in.backup)) {
  $exported = & "$env:SystemRoot\\System32\\netsh.exe" advfirewall export $in.backup
  if ($LASTEXITCODE -ne 0) { Fail 'AGENT_ERROR' "$exported" }
}
Set-NetFirewallProfile -All -Enabled True -DefaultInboundAction Block -DefaultOutboundAction Block -AllowInboundRules True
Get-NetFirewallRule -PolicyStore PersistentStore | Where-Object { $_.Group -ne $blocks } | Remove-NetFirewallRule
$common = @{ Group = $isolation; Profile = 'Any'; Action = 'Allow'; Enabled = 'True'; Direction = 'Outbound' }
New-NetFirewallRule @common -DisplayName 'defend: server' -RemoteAddress @($in.server) -Protocol TCP -RemotePort $in.port | Out-Null
if ($in.allowed.Count -gt 0) {
  New-NetFirewallRule @common -DisplayName 'defend: allowed' -RemoteAddress @($in.allowed) | Out-Null
  $common.Direction = 'Inbound'
  New-NetFirewallRule @common -DisplayName 'defend: allowed' -RemoteAddress @($in.allowed) | Out-Null
}
foreach ($direction in 'Outbound', 'Inbound') {
  $common.Direction = $direction
  New-NetFirewallRule @common -DisplayName 'defend: DHCP' -Protocol UDP -LocalPort 68 -RemotePort 67 -RemoteAddress 'LocalSubnet', '255.255.255.255' | Out-Null
  New-NetFirewallRule @common -DisplayName 'defend: DHCPv6' -Protocol UDP -LocalPort 546 -RemotePort 547 -RemoteAddress 'fe80::/10', 'ff02::/16' | Out-Null
  New-NetFirewallRule @common -DisplayName 'defend: neighbour discovery' -Protocol ICMPv6 -IcmpType 133, 134, 135, 136 -RemoteAddress 'LocalSubnet', 'fe80::/10', 'ff02::/16' | Out-Null
}
Done @{ allowed = @($in.allowed) }
`
const UNISOLATE = `${GROUPS}
$kept = @(Rules $blocks | ForEach-Object { @{ name = $_.Name; address = $_.Description } })
if (Test-Path -LiteralPath $in.backup) {
  $imported = & "$env:SystemRoot\\System32\\netsh.exe" advfirewall import $in.backup
  if ($LASTEXITCODE -ne 0) { Fail 'AGENT_ERROR' "$imported" }
  # What was blocked since is not in the saved policy, and what was unblocked since still is.
  Rules $blocks | Remove-NetFirewallRule
  foreach ($block in $kept) { Block $block.address $block.name }
  Remove-Item -LiteralPath $in.backup -Force
} else { Rules $isolation | Remove-NetFirewallRule }
Done @{}
`
const CHECK = `${GROUPS}
$profiles = @(Get-NetFirewallProfile -All -PolicyStore ActiveStore)
$closed = -not @($profiles | Where-Object { "$($_.Enabled)" -ne 'True' -or "$($_.DefaultOutboundAction)" -ne 'Block' -or "$($_.DefaultInboundAction)" -ne 'Block' })
$others = @(Get-NetFirewallRule -PolicyStore ActiveStore | Where-Object { "$($_.Enabled)" -eq 'True' -and "$($_.Action)" -eq 'Allow' -and $_.Group -ne $isolation } | ForEach-Object { $_.DisplayName })
$own = (Rules $isolation).Count
$saved = Test-Path -LiteralPath $in.backup
$since = $null
if ($saved) { $since = Instant (Get-Item -LiteralPath $in.backup -Force).CreationTime }
`
const VERIFY_ISOLATED = `${CHECK}
Verdict ($closed -and $others.Count -eq 0 -and $own -gt 0 -and $saved) @{ closed = $closed; othersThatAllow = @($others | Select-Object -First 20); rules = $own; saved = $saved }
`
const VERIFY_NOT_ISOLATED = `${CHECK}
Verdict ($own -eq 0 -and -not $saved) @{ rules = $own; saved = $saved }
`
const READ = `${CHECK}
Done @{ isolated = ($closed -and $own -gt 0); isolatedSince = $since; blockedAddresses = @(Blocked) }
`
const BLOCK = `${GROUPS}
Block $in.address $in.name
Done @{ address = $in.address }
`
const UNBLOCK = `${GROUPS}
Get-NetFirewallRule -Name $in.name -ErrorAction SilentlyContinue | Remove-NetFirewallRule
Done @{ address = $in.address }
`
const UNBLOCK_ALL = `${GROUPS}
Rules $blocks | Remove-NetFirewallRule
Done @{}
`
const VERIFY_BLOCK = `${GROUPS}
$rule = Get-NetFirewallRule -Name $in.name -PolicyStore ActiveStore -ErrorAction SilentlyContinue
$active = [bool]($rule -and "$($rule.Enabled)" -eq 'True' -and "$($rule.Action)" -eq 'Block' -and "$($rule.Direction)" -eq 'Outbound')
Verdict ($active -eq $in.blocked) @{ active = $active; address = $in.address }
`

export interface IsolationPolicy {
  /** File with the exported previous policy. */
  readonly backup: string
  readonly server: readonly string[]
  readonly port: number
  readonly allowed: readonly string[]
}

export const isolate = (policy: IsolationPolicy) => powershell(ISOLATE, { ...policy })
export const unisolate = (backup: string) => powershell(UNISOLATE, { backup })
export const verifyIsolated = (backup: string) => powershell(VERIFY_ISOLATED, { backup })
export const verifyNotIsolated = (backup: string) => powershell(VERIFY_NOT_ISOLATED, { backup })
export const readFirewall = (backup: string) => powershell(READ, { backup })
export const block = (address: string) => powershell(BLOCK, ruleOf(address))
export const unblock = (address: string) => powershell(UNBLOCK, ruleOf(address))
export const unblockAll = () => powershell(UNBLOCK_ALL, {})
export const verifyBlock = (address: string, blocked: boolean) =>
  powershell(VERIFY_BLOCK, { ...ruleOf(address), blocked })

/** One rule name per address, so that a repeated block stays one rule. */
const ruleOf = (address: string): JsonObject => ({
  address,
  name: `defend_block_${createHash('sha256').update(address).digest('hex').slice(0, 32)}`,
})
