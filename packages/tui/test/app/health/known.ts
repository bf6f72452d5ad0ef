import type { HookStatus, ScopeStatus } from '@spoor/hooks';
import type { RecorderFigures, Vitals } from '@spoor/storage';
import {
  type HealthState,
  rememberedHealth,
} from '../../../src/app/screens/health/health-state.js';
import type { RecorderFacts } from '../../../src/app/screens/health/recorder-facts.js';
import type { Surroundings } from '../../../src/app/state/screen.js';
import { at, START } from '../records.js';

/** Where the screen stands in these tests. */
export function around(more: Partial<Surroundings> = {}): Surroundings {
  return {
    columns: 100,
    rows: 40,
    nowMs: START + 3_600_000,
    health: null,
    history: null,
    facts: {
      databasePath: '/home/dev/.local/share/spoor/spoor.db',
      homeDir: '/home/dev',
      configuration: null,
      offers: ['recorder'],
    },
    ...more,
  };
}

export function scopeStatus(more: Partial<ScopeStatus> = {}): ScopeStatus {
  return {
    scope: 'user',
    path: '/home/dev/.claude/settings.json',
    exists: true,
    problem: null,
    installed: true,
    profile: 'standard',
    events: ['Stop', 'SessionEnd'],
    missing: [],
    extra: [],
    outdated: [],
    commands: [],
    warnings: [],
    ...more,
  };
}

export function hookStatusOf(more: Partial<HookStatus> = {}): HookStatus {
  const path = '/home/dev/.local/share/spoor/hook/hook.cjs';
  return {
    dataDir: '/home/dev/.local/share/spoor',
    scopes: [scopeStatus()],
    launcher: { path, problem: null },
    node: { path: '/usr/bin/node', problem: null },
    hook: { path, problem: null, version: '1.0.0', current: true },
    lastEvent: null,
    recording: { state: 'recording', since: null, reasons: [] },
    warnings: [],
    ...more,
  };
}

/** A recorder of which nothing bad can be said. */
export function recorderFacts(more: Partial<RecorderFacts> = {}): RecorderFacts {
  return {
    hooks: hookStatusOf(),
    pause: null,
    pausedProjects: [],
    spool: { waiting: 0, rejected: 0 },
    spoolDir: '/home/dev/.local/share/spoor/spool',
    lostEvents: 0,
    backups: 3,
    lastBackup: { path: '/b', createdAt: at(0), sizeBytes: 2_000_000, reason: null },
    configFile: '/home/dev/.config/spoor/config.json',
    settings: [
      { name: 'backups.keep', value: '7', source: 'default' },
      { name: 'retention.payloadDays', value: '14', source: 'file' },
    ],
    warnings: [],
    spoorVersion: '1.0.0',
    nodeVersion: 'v24.0.0',
    ...more,
  };
}

export function vitals(more: Partial<Vitals> = {}): Vitals {
  const run = { operation: '', startedAt: at(0), finishedAt: at(1), details: {} };
  return {
    sizeBytes: 70_000_000,
    walBytes: 1_000_000,
    freeBytes: 0,
    freeDiskBytes: 50_000_000_000,
    networkFileSystem: null,
    schemaVersion: 5,
    latestSchemaVersion: 5,
    sqliteVersion: '3.54.1',
    lastEvent: { at: at(3_590), event: 'PostToolUse' },
    lastCheck: { ...run, operation: 'check', outcome: 'success' },
    lastMaintenance: { ...run, operation: 'maintain', outcome: 'success' },
    suspect: false,
    ...more,
  };
}

export function figures(more: Partial<RecorderFigures> = {}): RecorderFigures {
  return {
    since: at(-7 * 86_400),
    latency: [
      { event: 'PostToolUse', count: 1_200, p50Ms: 31, p95Ms: 48, maxMs: 90 },
      { event: 'Stop', count: 40, p50Ms: 33, p95Ms: 52, maxMs: 70 },
    ],
    spent: [
      { event: 'PostToolUse', ms: 36_000 },
      { event: 'Stop', ms: 1_800 },
    ],
    workMs: 3_600_000,
    events: 10_000,
    recentEvents: 1_000,
    failedEvents: 0,
    malformedEvents: 0,
    recentFailures: 0,
    transcripts: { files: 12, badLines: 0, lastReadAt: at(3_000) },
    unread: 0,
    ...more,
  };
}

/** The screen once all is known, nothing folded. */
export function healthState(more: Partial<HealthState> = {}): HealthState {
  return {
    ...rememberedHealth({ folded: [] }),
    recorder: recorderFacts(),
    vitals: vitals(),
    figures: figures(),
    ...more,
  };
}
