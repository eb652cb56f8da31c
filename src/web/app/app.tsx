import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from 'react-router';
import { LanguageProvider } from '../language/language.tsx';
import { Unreachable } from '../api/problems.ts';
import { AppearanceProvider } from './appearance.tsx';
import { NoticeProvider } from './notices.tsx';
import { router } from './routes.tsx';

/** Asked again after silence only: an answer, good or bad, is an answer. */
const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => error instanceof Unreachable && failures < 2,
      retryDelay: (failures) => 500 * 2 ** failures,
    },
  },
});

/** Everything: language, appearance, data and pages. */
export function App() {
  return (
    <QueryClientProvider client={queries}>
      <LanguageProvider>
        <AppearanceProvider>
          <NoticeProvider>
            <RouterProvider router={router} />
          </NoticeProvider>
        </AppearanceProvider>
      </LanguageProvider>
    </QueryClientProvider>
  );
}
