import { Input, makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular, SearchRegular } from '@fluentui/react-icons';
import { useSearchParams } from 'react-router';
import type { RecordPath } from '../../api/records.ts';
import { useWords } from '../../language/spoken.ts';
import { ItemList } from '../../parts/item-list.tsx';
import { LinkButton } from '../../parts/link-button.tsx';
import { Page } from '../../parts/page.tsx';
import { Row, RowLink, Rows } from '../../parts/rows.tsx';
import { Empty, Failure, Loading } from '../../parts/states.tsx';
import { recordAddress } from '../search/record-address.ts';
import { useRecordSearch } from '../search/use-record-search.ts';
import { TYPE_OF, valueOf } from './fields.ts';
import type { AnyRecord, FieldName } from './fields.ts';
import { useRecordList } from './use-records.ts';

const useStyles = makeStyles({
  filter: { maxWidth: '400px', width: '100%' },
  name: { flex: '1 1 220px', minWidth: 0 },
  fact: { color: tokens.colorNeutralForeground2, flex: '0 1 auto' },
});

/** Everything of one type, with a search over it. */
export function RecordListPage({ path }: { readonly path: RecordPath }) {
  const styles = useStyles();
  const { records } = useWords();
  const [search, setSearch] = useSearchParams();
  const text = search.get('q') ?? '';
  const create = (
    <LinkButton to={`/${path}/new`} appearance="primary" icon={<AddRegular />}>
      {records.create[path]}
    </LinkButton>
  );
  return (
    <Page title={records.lists[path]} actions={create}>
      <Input
        className={styles.filter}
        type="search"
        aria-label={records.filter}
        placeholder={records.filter}
        contentBefore={<SearchRegular />}
        value={text}
        onChange={(_, data) => setSearch(data.value === '' ? {} : { q: data.value }, { replace: true })}
      />
      {text.trim() === '' ? <AllRecords path={path} /> : <FoundRecords path={path} text={text} />}
    </Page>
  );
}

/** What is said of a record beside its name in a list. */
const FACTS: Readonly<Record<RecordPath, readonly FieldName[]>> = {
  companies: ['city'],
  persons: ['jobTitle', 'emails'],
  opportunities: ['number', 'stage'],
  matters: ['number', 'state'],
};

function AllRecords({ path }: { readonly path: RecordPath }) {
  const styles = useStyles();
  const { records } = useWords();
  const list = useRecordList(path);
  return (
    <ItemList
      label={records.lists[path]}
      list={list}
      empty={<Empty title={records.emptyTitle[path]}>{records.emptyText}</Empty>}
      row={(record) => (
        <Row key={record.id} linked>
          <div className={styles.name}>
            <RowLink to={`/${path}/${record.id}`}>{record.name || records.untitled}</RowLink>
          </div>
          <Facts record={record} path={path} />
        </Row>
      )}
    />
  );
}

function Facts({ record, path }: { readonly record: AnyRecord; readonly path: RecordPath }) {
  const styles = useStyles();
  const { records } = useWords();
  const texts = FACTS[path].map((field) => {
    const value = valueOf(record, field);
    const first: unknown = Array.isArray(value) ? value[0] : value;
    if (typeof first !== 'string') return '';
    return field === 'stage' || field === 'state' ? records.choices[first as 'open'] : first;
  });
  return texts
    .filter((fact) => fact !== '')
    .map((fact) => (
      <span key={fact} className={styles.fact}>
        {fact}
      </span>
    ));
}

function FoundRecords({ path, text }: { readonly path: RecordPath; readonly text: string }) {
  const styles = useStyles();
  const { records } = useWords();
  const { hits, error, ready } = useRecordSearch(text, [TYPE_OF[path]]);
  if (error !== null) return <Failure error={error} />;
  if (!ready && hits.length === 0) return <Loading />;
  if (hits.length === 0) return <Empty title={records.nothingFound}>{records.nothingFoundText}</Empty>;
  return (
    <Rows label={records.lists[path]}>
      {hits.map((hit) => (
        <Row key={hit.id} linked>
          <div className={styles.name}>
            <RowLink to={recordAddress(hit.recordType, hit.id)}>{hit.title || records.untitled}</RowLink>
          </div>
          <span className={styles.fact}>{hit.subtitle}</span>
        </Row>
      ))}
    </Rows>
  );
}
