# SPDX-License-Identifier: GPL-2.0-only
# embed: report.html with its style and scripts put in, as two arrays of C, what comes before the data and what after.
#
#   cmake -DOUTPUT=FILE -P embed.cmake
#
# Style and script are allowed by their hashes, so that the page runs nothing but them.
cmake_minimum_required(VERSION 3.25)
set(HERE ${CMAKE_CURRENT_LIST_DIR})
include(${HERE}/parts.cmake)

# What Content-Security-Policy wants: base64 of the SHA-256. CMake has the digest in hexadecimal only: of three of its
# digits two characters are made.
function(hash_source text result)
  set(alphabet "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
  string(SHA256 hex "${text}")
  # 64 digits are 256 bits: two bits of padding, one character of "="
  string(REGEX MATCHALL "..?.?" groups "${hex}00")
  set(base64 "")
  foreach(group ${groups})
    math(EXPR number "0x${group}")
    math(EXPR high "${number} >> 6")
    math(EXPR low "${number} & 63")
    string(SUBSTRING ${alphabet} ${high} 1 first)
    string(SUBSTRING ${alphabet} ${low} 1 second)
    string(APPEND base64 "${first}${second}")
  endforeach()
  string(SUBSTRING ${base64} 0 43 base64)
  set(${result} "sha256-${base64}=" PARENT_SCOPE)
endfunction()

function(array name text result)
  string(HEX "${text}" hex)
  string(LENGTH "${hex}" digits)
  math(EXPR length "${digits} / 2")
  string(REGEX REPLACE "(..)" "0x\\1," bytes "${hex}")
  string(REGEX REPLACE "(....................................................................................................)"
         "\\1\n" bytes "${bytes}")
  set(${result} "const unsigned char ${name}[] = {\n${bytes}\n};\nconst size_t ${name}_length = ${length};\n" PARENT_SCOPE)
endfunction()

file(READ ${HERE}/report.css style)
set(script "'use strict';\n")
foreach(part ${SCRIPTS})
  file(READ ${HERE}/${part} text)
  string(APPEND script "${text}")
endforeach()
foreach(text style script)
  string(FIND "${${text}}" "</" found)
  if(NOT found EQUAL -1)
    message(FATAL_ERROR "${HERE}: \"</\" in the ${text} would end the element it is put into")
  endif()
endforeach()

file(READ ${HERE}/report.html page)
hash_source("${style}" style_hash)
hash_source("${script}" script_hash)
foreach(part style script style_hash script_hash)
  string(REPLACE "@${part}@" "${${part}}" page "${page}")
endforeach()
string(FIND "${page}" "@data@" where)
string(SUBSTRING "${page}" 0 ${where} before)
math(EXPR where "${where} + 6")
string(SUBSTRING "${page}" ${where} -1 after)
array(html_before "${before}" before)
array(html_after "${after}" after)
file(WRITE ${OUTPUT} "/* Made by embed.cmake. */\n#include \"report/html/html.h\"\n\n${before}\n${after}")
