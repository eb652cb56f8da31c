import type { Json } from '../../../../sync/json.ts';
import type { Component } from '../icalendar/component.ts';

/** One property of an Event and its spelling in a VEVENT. */
export interface EventField {
  /** The canonical property. */
  readonly name: string;
  /** The canonical value; undefined when it is absent or the default. */
  read(component: Component): Json | undefined;
  /** Makes the component say `target` (undefined: the default) and touches nothing that says it already. */
  write(component: Component, target: Json | undefined): void;
}
