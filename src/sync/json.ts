/** A JSON value. Everything that the ledger stores and that crosses a port is one. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A JSON object. */
export type JsonObject = { readonly [key: string]: Json };

/** Whether a JSON value is an object (neither null nor an array). */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Deep equality of two JSON values; the order of an object's keys doesn't matter, `undefined` equals an absent key. */
export function equal(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((value, index) => equal(value as Json, b[index] as Json));
  }
  const left = a as JsonObject;
  const right = b as JsonObject;
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  return keys.every((key) => key in right && equal(left[key], right[key]));
}

/** Canonical text of a JSON value: keys in code-point order, no white space. Equal values have equal texts. */
export function canonicalText(value: Json): string {
  if (Array.isArray(value)) {
    // In a list of texts nothing has an order of its own.
    if (value.every((entry) => typeof entry === 'string')) return JSON.stringify(value);
    return `[${value.map((entry) => canonicalText(entry as Json)).join(',')}]`;
  }
  if (!isObject(value)) return JSON.stringify(value);
  const entries = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalText(value[key] as Json)}`);
  return `{${entries.join(',')}}`;
}

/** The entries of a map; none where there is no map. */
export function entriesOf(map: Json | undefined): JsonObject {
  return isObject(map) ? map : {};
}
