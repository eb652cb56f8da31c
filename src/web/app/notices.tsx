import { createContext, useCallback, useContext } from 'react';
import type { ReactNode } from 'react';
import { Toast, ToastTitle, Toaster, useId, useToastController } from '@fluentui/react-components';

type Notify = (text: string) => void;

const NoticeContext = createContext<Notify | null>(null);

/** Shows short notices of success in a corner, and says them to screen readers. Failures are shown in place instead. */
export function NoticeProvider({ children }: { readonly children: ReactNode }) {
  const toasterId = useId('notices');
  const { dispatchToast } = useToastController(toasterId);
  const notify = useCallback<Notify>(
    (text) =>
      dispatchToast(
        <Toast>
          <ToastTitle>{text}</ToastTitle>
        </Toast>,
        { intent: 'success', politeness: 'polite', timeout: 4000 },
      ),
    [dispatchToast],
  );
  return (
    <NoticeContext.Provider value={notify}>
      {children}
      <Toaster toasterId={toasterId} position="bottom-end" />
    </NoticeContext.Provider>
  );
}

/** Says that something worked. */
export function useNotify(): Notify {
  const notify = useContext(NoticeContext);
  if (notify === null) throw new Error('NoticeProvider is missing');
  return notify;
}
