import type { HostedItem } from '../item.ts';
import type { NotificationBoard } from '../notifications.ts';
import type { Reply } from '../reply.ts';
import type { OutlookServices, OutlookUser } from '../services.ts';
import type { AddInStore } from '../store.ts';

/** What a method may look at and do. */
export interface Host {
  readonly user: OutlookUser;
  /** What stands open now. */
  item(): HostedItem | null;
  readonly services: () => OutlookServices;
  readonly store: AddInStore;
  readonly board: NotificationBoard;
  /** sessionData of the draft that stands open, as long as it does. */
  readonly sessionData: Map<string, string>;
}

/** One of ExecuteMethod's numbers. It may throw or reject: that is told as an internal error. */
export type Method = (params: Params, host: Host) => Reply | Promise<Reply>;

/** The method's arguments, as office.js names them; not checked. */
export type Params = Readonly<Record<string, unknown>>;

/** A method table: those that office.js knows by these numbers. */
export type Methods = Readonly<Record<number, Method>>;

/** Under which name things are kept for an item: its id, or what stands for it before it has one. */
export function placeOf(item: HostedItem): string {
  return item.id ?? item.key;
}

/** An argument that must be a text; '' otherwise. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
