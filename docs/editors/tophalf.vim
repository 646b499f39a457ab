" SPDX-License-Identifier: GPL-2.0-only
" tophalf.vim: shows behind the head of each function in which contexts it runs, for Vim 9 and Neovim.
"
"	:source path/to/tophalf.vim
"	:let g:tophalf_input = ['--module', 'path/to/module']     or ['-p', 'compile_commands.json'], ['--kernel', DIR]
"	:TophalfContexts        in the buffer of a source file; again after the file was written
"	:TophalfContexts!       takes the hints away
"
" g:tophalf_program names the program where it is not on the PATH.

command! -bang TophalfContexts call s:contexts(<bang>0)

function! s:clear() abort
	if has('nvim')
		call nvim_buf_clear_namespace(0, nvim_create_namespace('tophalf'), 0, -1)
	elseif !empty(prop_type_get('tophalf'))
		call prop_remove({'type': 'tophalf', 'all': 1})
	endif
endfunction

function! s:hint(line, text) abort
	if has('nvim')
		call nvim_buf_set_extmark(0, nvim_create_namespace('tophalf'), a:line - 1, 0,
			\ {'virt_text': [[a:text, 'Comment']]})
	else
		if empty(prop_type_get('tophalf'))
			call prop_type_add('tophalf', {'highlight': hlexists('Comment') ? 'Comment' : 'NonText'})
		endif
		call prop_add(a:line, 0, {'type': 'tophalf', 'text': a:text, 'text_align': 'after', 'text_padding_left': 2})
	endif
endfunction

function! s:contexts(off) abort
	call s:clear()
	if a:off
		return
	endif
	let l:file = resolve(expand('%:p'))
	let l:command = [get(g:, 'tophalf_program', 'tophalf'), 'contexts', '--format=json', '--quiet']
		\ + get(g:, 'tophalf_input', ['--module', expand('%:p:h')]) + [l:file]
	let l:answer = system(join(map(l:command, 'shellescape(v:val)')) . ' 2>/dev/null')
	if l:answer[0] !=# '{'
		echohl ErrorMsg | echomsg 'tophalf: no answer; try ' . join(l:command) | echohl None
		return
	endif
	for l:function in json_decode(l:answer).functions
		if l:function.line <= line('$')
			call s:hint(l:function.line, l:function.hint)
		endif
	endfor
endfunction
