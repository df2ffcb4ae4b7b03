// Package law puts law around the tables of a DMN model.
//
// A decision table says what is decided. A decision under law also says by
// which provisions, for which reasons, during which time, and when the table
// must not decide at all. Those parts stand in the DMN file itself, as
// extension elements of the namespace [Space], so that the file opens in any
// editor, and the law travels with it:
//
//	<definitions xmlns:tillit="https://tillit.se/ns/dmn/1" …>
//	  <extensionElements>
//	    <tillit:model id="appeal" version="1" appliesFrom="2018-07-01" relevantDate="decision date">
//	      <tillit:title xml:lang="sv">Kom överklagandet in i tid?</tillit:title> …
//	      <tillit:source target="sfs/2017:900"/>
//	    </tillit:model>
//	  </extensionElements>
//	  …
//	      <rule>
//	        <extensionElements>
//	          <tillit:rule outcome="decided">
//	            <tillit:provision target="sfs/2017:900#P44S1"/>
//	            <tillit:reason xml:lang="sv">Sista dagen var den {last day}.</tillit:reason> …
//
// [Read] reads those parts of a file, [ReadModel] those of a model and of all
// that it imports, [Check] and [CheckModel] find what is wrong with them and say
// where, [Write] writes them back and touches nothing else. [Explain] makes
// reasons in plain words of an evaluation's trace, and says "a person must
// decide" wherever the model gives no certain answer. [Versions] are the
// versions of one model, of which the one in force on the relevant date
// decides. Imported models that an answer rests on must be in force too.
//
// Targets of provisions are text here, in the form sfs/2017:900#P28S1 and
// celex/32016R0679#22.1; whoever holds legal sources resolves them.
//
// What may not live here: reading models (kit/dmn), and law itself.
package law
