// Whoever stands before the sign-in has left: what this tab held for the person goes, the key of kept visits among it.
sessionStorage.clear();
