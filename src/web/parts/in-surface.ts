import { createContext } from 'react';

/** Whether we are inside a bordered part of a page. */
export const InSurfaceContext = createContext(false);
