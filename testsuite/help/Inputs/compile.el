;; SPDX-License-Identifier: GPL-2.0-only
;; M-x compile with the command of $COMMAND, then next-error to the end: prints where each leads, and what was shown.
(require 'compile)
(setq next-error-highlight nil
      compilation-skip-threshold 0) ; notes, too
(let ((buffer (compilation-start (getenv "COMMAND"))))
  (while (get-buffer-process buffer) (accept-process-output nil 0.1))
  (with-current-buffer buffer
    (dolist (line (split-string (buffer-substring-no-properties (point-min) (point-max)) "\n"))
      (princ (format "shown: %S\n" line))))
  (condition-case nil
      (while t
        (next-error)
        (with-current-buffer (window-buffer)
          (princ (format "next: %s:%d\n" (file-name-nondirectory (buffer-file-name)) (line-number-at-pos)))))
    (user-error (princ "no more\n"))))
