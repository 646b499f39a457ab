# SPDX-License-Identifier: GPL-2.0-only
# cmake -DTOPHALF=PROGRAM -DDIRECTORY=DIR -P help.cmake: manual pages and completion of the program, and the changelog that
# Debian wants, as they are installed.
function(write name)
  execute_process(COMMAND ${TOPHALF} help ${ARGN} OUTPUT_FILE ${DIRECTORY}/${name} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

file(REMOVE_RECURSE ${DIRECTORY})
file(MAKE_DIRECTORY ${DIRECTORY}/man1)
write(tophalf --format=bash)
write(_tophalf --format=zsh)
write(man1/tophalf.1 --format=man)
execute_process(COMMAND ${TOPHALF} help OUTPUT_VARIABLE HELP COMMAND_ERROR_IS_FATAL ANY)
# One a line, in the paragraph behind the usage.
string(FIND "${HELP}" "\n\n" AT)
math(EXPR AT "${AT} + 1")
string(SUBSTRING "${HELP}" ${AT} -1 HELP)
string(FIND "${HELP}" "\n\n" AT)
string(SUBSTRING "${HELP}" 0 ${AT} HELP)
string(REGEX MATCHALL "\n  [a-z]+" LINES "${HELP}")
foreach(LINE ${LINES})
  string(STRIP "${LINE}" COMMAND)
  write(man1/tophalf-${COMMAND}.1 --format=man ${COMMAND})
endforeach()

execute_process(COMMAND ${TOPHALF} --version OUTPUT_VARIABLE VERSION COMMAND_ERROR_IS_FATAL ANY)
string(REGEX REPLACE "[^0-9.]" "" VERSION "${VERSION}")
file(WRITE ${DIRECTORY}/changelog
"tophalf (${VERSION}) unstable; urgency=medium

  * The history is that of the source repository.

 -- the tophalf developers <tophalf@tophalf.invalid>  Thu, 01 Jan 1970 00:00:00 +0000
")
file(GLOB PAGES ${DIRECTORY}/man1/*.1)
execute_process(COMMAND gzip -9n ${PAGES} ${DIRECTORY}/changelog COMMAND_ERROR_IS_FATAL ANY)
file(TOUCH ${DIRECTORY}/stamp)
