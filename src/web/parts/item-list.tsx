import type { ReactNode } from 'react';
import { Button } from '@fluentui/react-components';
import { useWords } from '../language/spoken.ts';
import { Failure, Loading } from './states.tsx';
import { Rows } from './rows.tsx';

interface ItemListProps<T> {
  readonly label: string;
  readonly list: {
    readonly data: { readonly pages: readonly { readonly items: readonly T[] }[] } | undefined;
    readonly error: Error | null;
    readonly isPending: boolean;
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly refetch: () => Promise<unknown>;
    readonly fetchNextPage: () => Promise<unknown>;
  };
  /** One row. */
  readonly row: (item: T) => ReactNode;
  /** Shown when there is nothing. */
  readonly empty?: ReactNode;
}

/** A list that is loaded page by page: waiting, failed, empty, or its rows and a button for more. */
export function ItemList<T>({ label, list, row, empty }: ItemListProps<T>) {
  const { common } = useWords();
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      {list.isPending && <Loading lines={3} height={64} />}
      {list.error !== null && <Failure error={list.error} retry={() => void list.refetch()} />}
      {list.data !== undefined && items.length === 0 && empty}
      {items.length > 0 && <Rows label={label}>{items.map(row)}</Rows>}
      {list.hasNextPage && (
        <div>
          <Button disabledFocusable={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {list.isFetchingNextPage ? common.loading : common.more}
          </Button>
        </div>
      )}
    </>
  );
}
