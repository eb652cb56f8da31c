import { createElement } from 'react';
import type { RecordPath } from '../../api/records.ts';
import { EditRecordPage } from './edit-record-page.tsx';
import { NewRecordPage } from './new-record-page.tsx';
import { RecordListPage } from './record-list-page.tsx';
import { RecordPage } from './record-page.tsx';

/** Routes of the record pages, one chunk for all types. The key gives each type a page of its own. */
export function listRoute(path: RecordPath) {
  return { element: createElement(RecordListPage, { key: path, path }) };
}

export function newRoute(path: RecordPath) {
  return { element: createElement(NewRecordPage, { key: path, path }) };
}

export function recordRoute(path: RecordPath) {
  return { element: createElement(RecordPage, { key: path, path }) };
}

export function editRoute(path: RecordPath) {
  return { element: createElement(EditRecordPage, { key: path, path }) };
}
