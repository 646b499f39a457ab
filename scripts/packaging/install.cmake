# SPDX-License-Identifier: GPL-2.0-only
# What `cmake --install` installs, and the Debian package that `cpack -G DEB` makes of it (scripts/package).
include(GNUInstallDirs)

# Manual pages and completion, as the program itself tells them.
set(HELP ${CMAKE_BINARY_DIR}/help)
add_custom_command(OUTPUT ${HELP}/stamp
                   COMMAND ${CMAKE_COMMAND} -DTOPHALF=$<TARGET_FILE:tophalf> -DDIRECTORY=${HELP}
                           -P ${CMAKE_CURRENT_LIST_DIR}/help.cmake
                   DEPENDS tophalf ${CMAKE_CURRENT_LIST_DIR}/help.cmake VERBATIM)
add_custom_target(help_pages ALL DEPENDS ${HELP}/stamp)

set(DOC ${CMAKE_INSTALL_DATADIR}/doc/tophalf)
install(TARGETS tophalf RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
# checker/project/kbuild.c looks for it there, from the directory of the program.
install(TARGETS tophalf-cc RUNTIME DESTINATION libexec)
install(PROGRAMS scripts/hook DESTINATION libexec RENAME tophalf-hook)
install(DIRECTORY rules/ DESTINATION ${CMAKE_INSTALL_DATADIR}/tophalf/rules
        FILES_MATCHING PATTERN "*.yaml" PATTERN knowledge EXCLUDE)
if(EXISTS ${CMAKE_SOURCE_DIR}/rules/knowledge)
  install(DIRECTORY rules/knowledge DESTINATION ${CMAKE_INSTALL_DATADIR}/tophalf FILES_MATCHING PATTERN "*.knowledge")
endif()
install(DIRECTORY ${HELP}/man1 DESTINATION ${CMAKE_INSTALL_MANDIR})
install(FILES ${HELP}/tophalf DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES ${HELP}/_tophalf DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)
install(FILES README.md DESTINATION ${DOC})
install(DIRECTORY docs DESTINATION ${DOC} PATTERN "docs/editors" EXCLUDE)
install(PROGRAMS docs/ci/shard DESTINATION ${DOC}/ci)
install(FILES docs/editors/tophalf.vim DESTINATION ${DOC}/examples)
install(FILES .pre-commit-hooks.yaml DESTINATION ${DOC}/examples OPTIONAL)
install(FILES ${CMAKE_CURRENT_LIST_DIR}/copyright ${HELP}/changelog.gz DESTINATION ${DOC})

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "the tophalf developers <tophalf@tophalf.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "checks Linux kernel code against the contexts it runs in")
set(CPACK_PACKAGE_DESCRIPTION
    "tophalf tags every function of a Linux kernel tree or module with the
execution contexts that it can run in (process, work queue, hard interrupt,
softirq, timer, NMI and others), and reports each operation that the context,
or a lock held around it, does not allow: a mutex in an interrupt handler,
GFP_KERNEL under a spin lock, with the call path that leads there. Kernel
headers are enough to check a module.")
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Clang's own headers, which the front end shows to what is parsed; make, as commands of kbuild are recorded.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libclang-common-${TOPHALF_LLVM_VERSION}-dev, make")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "gcc, git, python3, linux-headers-amd64 | linux-headers-generic")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "pre-commit, bash-completion")
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE
    WORLD_READ WORLD_EXECUTE)
include(CPack)
