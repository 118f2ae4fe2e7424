/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../rw-field.h"

G_BEGIN_DECLS

/*
 * Every list of words that a field may hold. V (LIST, NAME, word, label) gives RW_LIST_NAME;
 * E (LIST, list, Type) below names the list, its table rw_enum_list and its C type.
 * The words are ITIL's and the DCIM field's own; the order is the order in menus and of severity.
 */

#define RW_ENUM_PERSON_ROLE(V) \
  V (PERSON_ROLE, SERVICE_DESK, "service_desk", NC_ ("person role", "Service desk")) \
  V (PERSON_ROLE, TECHNICIAN, "technician", NC_ ("person role", "Technician")) \
  V (PERSON_ROLE, SDM, "service_delivery_manager", NC_ ("person role", "Service delivery manager")) \
  V (PERSON_ROLE, BRM, "business_relationship_manager", NC_ ("person role", "Business relationship manager")) \
  V (PERSON_ROLE, LEAD, "team_lead", NC_ ("person role", "Team lead")) \
  V (PERSON_ROLE, AUDITOR, "auditor", NC_ ("person role", "Auditor"))

#define RW_ENUM_SHIFT_RANK(V) \
  V (SHIFT_RANK, PRIMARY, "primary", NC_ ("on-call rank", "Primary")) \
  V (SHIFT_RANK, SECONDARY, "secondary", NC_ ("on-call rank", "Secondary"))

#define RW_ENUM_SERVICE_STAGE(V) \
  V (SERVICE_STAGE, DESIGN, "design", NC_ ("service stage", "Design")) \
  V (SERVICE_STAGE, TRANSITION, "transition", NC_ ("service stage", "Transition")) \
  V (SERVICE_STAGE, LIVE, "live", NC_ ("service stage", "Live")) \
  V (SERVICE_STAGE, RETIRING, "retiring", NC_ ("service stage", "Retiring")) \
  V (SERVICE_STAGE, ENDED, "ended", NC_ ("service stage", "Ended"))

#define RW_ENUM_LEVEL(V) \
  V (LEVEL, LOW, "low", NC_ ("level", "Low")) \
  V (LEVEL, MEDIUM, "medium", NC_ ("level", "Medium")) \
  V (LEVEL, HIGH, "high", NC_ ("level", "High"))

#define RW_ENUM_ROOM_TYPE(V) \
  V (ROOM_TYPE, ROOM, "room", NC_ ("room type", "Room")) \
  V (ROOM_TYPE, CAGE, "cage", NC_ ("room type", "Cage")) \
  V (ROOM_TYPE, WORKSHOP, "workshop", NC_ ("room type", "Workshop"))

/* Fronts face the cold aisles, so they come in turns; a room says only what the first one between two rows is. */
#define RW_ENUM_AISLE(V) \
  V (AISLE, COLD, "cold", NC_ ("aisle", "Cold")) \
  V (AISLE, HOT, "hot", NC_ ("aisle", "Hot"))

#define RW_ENUM_RACK_WIDTH(V) \
  V (RACK_WIDTH, 10, "10", N_ ("10 in")) \
  V (RACK_WIDTH, 19, "19", N_ ("19 in")) \
  V (RACK_WIDTH, 21, "21", N_ ("21 in")) \
  V (RACK_WIDTH, 23, "23", N_ ("23 in"))

#define RW_ENUM_RACK_NUMBERING(V) \
  V (RACK_NUMBERING, BOTTOM_UP, "bottom_up", NC_ ("rack numbering", "From the bottom")) \
  V (RACK_NUMBERING, TOP_DOWN, "top_down", NC_ ("rack numbering", "From the top"))

#define RW_ENUM_RACK_STATUS(V) \
  V (RACK_STATUS, PLANNED, "planned", NC_ ("rack status", "Planned")) \
  V (RACK_STATUS, ACTIVE, "active", NC_ ("rack status", "Active")) \
  V (RACK_STATUS, RESERVED, "reserved", NC_ ("rack status", "Reserved")) \
  V (RACK_STATUS, RETIRED, "retired", NC_ ("rack status", "Retired"))

#define RW_ENUM_FACE(V) \
  V (FACE, FRONT, "front", NC_ ("rack face", "Front")) \
  V (FACE, REAR, "rear", NC_ ("rack face", "Rear"))

#define RW_ENUM_SIDE(V) \
  V (SIDE, LEFT, "left", NC_ ("rack side", "Left")) \
  V (SIDE, RIGHT, "right", NC_ ("rack side", "Right"))

#define RW_ENUM_FEED_LEG(V) \
  V (FEED_LEG, A, "a", NC_ ("power feed", "A")) \
  V (FEED_LEG, B, "b", NC_ ("power feed", "B"))

#define RW_ENUM_PHASES(V) \
  V (PHASES, SINGLE, "single", NC_ ("power phases", "Single phase")) \
  V (PHASES, THREE, "three", NC_ ("power phases", "Three phases"))

#define RW_ENUM_AIR_FLOW(V) \
  V (AIR_FLOW, FRONT_TO_REAR, "front_to_rear", NC_ ("air flow", "Front to rear")) \
  V (AIR_FLOW, REAR_TO_FRONT, "rear_to_front", NC_ ("air flow", "Rear to front")) \
  V (AIR_FLOW, SIDE, "side", NC_ ("air flow", "Side to side")) \
  V (AIR_FLOW, PASSIVE, "passive", NC_ ("air flow", "Passive"))

#define RW_ENUM_DEVICE_ROLE(V) \
  V (DEVICE_ROLE, SERVER, "server", NC_ ("device role", "Server")) \
  V (DEVICE_ROLE, STORAGE, "storage", NC_ ("device role", "Storage")) \
  V (DEVICE_ROLE, SWITCH, "switch", NC_ ("device role", "Switch")) \
  V (DEVICE_ROLE, ROUTER, "router", NC_ ("device role", "Router")) \
  V (DEVICE_ROLE, FIREWALL, "firewall", NC_ ("device role", "Firewall")) \
  V (DEVICE_ROLE, LOAD_BALANCER, "load_balancer", NC_ ("device role", "Load balancer")) \
  V (DEVICE_ROLE, CHASSIS, "chassis", NC_ ("device role", "Blade chassis")) \
  V (DEVICE_ROLE, BLADE, "blade", NC_ ("device role", "Blade")) \
  V (DEVICE_ROLE, PATCH_PANEL, "patch_panel", NC_ ("device role", "Patch panel")) \
  V (DEVICE_ROLE, PDU, "pdu", NC_ ("device role", "PDU")) \
  V (DEVICE_ROLE, UPS, "ups", NC_ ("device role", "UPS")) \
  V (DEVICE_ROLE, CONSOLE_SERVER, "console_server", NC_ ("device role", "Console server")) \
  V (DEVICE_ROLE, SHELF, "shelf", NC_ ("device role", "Shelf")) \
  V (DEVICE_ROLE, OTHER, "other", NC_ ("device role", "Other"))

#define RW_ENUM_STAGE(V) \
  V (STAGE, CONCEPT, "concept", NC_ ("life cycle", "Concept")) \
  V (STAGE, ORDERED, "ordered", NC_ ("life cycle", "Ordered")) \
  V (STAGE, WORKSHOP, "in_workshop", NC_ ("life cycle", "In workshop")) \
  V (STAGE, TESTED, "tested", NC_ ("life cycle", "Tested")) \
  V (STAGE, TRANSIT, "in_transit", NC_ ("life cycle", "In transit")) \
  V (STAGE, RACKED, "racked", NC_ ("life cycle", "Racked")) \
  V (STAGE, CONNECTED, "connected", NC_ ("life cycle", "Connected")) \
  V (STAGE, OPERATION, "in_operation", NC_ ("life cycle", "In operation")) \
  V (STAGE, DECOMMISSIONING, "decommissioning", NC_ ("life cycle", "Decommissioning")) \
  V (STAGE, REMOVED, "removed", NC_ ("life cycle", "Removed"))

#define RW_ENUM_PORT_TYPE(V) \
  V (PORT_TYPE, NETWORK, "network", NC_ ("port type", "Network")) \
  V (PORT_TYPE, CONSOLE, "console", NC_ ("port type", "Console")) \
  V (PORT_TYPE, POWER_INLET, "power_inlet", NC_ ("port type", "Power inlet")) \
  V (PORT_TYPE, POWER_OUTLET, "power_outlet", NC_ ("port type", "Power outlet")) \
  V (PORT_TYPE, PATCH_FRONT, "patch_front", NC_ ("port type", "Patch, front")) \
  V (PORT_TYPE, PATCH_REAR, "patch_rear", NC_ ("port type", "Patch, rear"))

#define RW_ENUM_CABLE_STATUS(V) \
  V (CABLE_STATUS, PLANNED, "planned", NC_ ("cable status", "Planned")) \
  V (CABLE_STATUS, CONNECTED, "connected", NC_ ("cable status", "Connected")) \
  V (CABLE_STATUS, DECOMMISSIONING, "decommissioning", NC_ ("cable status", "Decommissioning"))

#define RW_ENUM_NET_STATUS(V) \
  V (NET_STATUS, CONTAINER, "container", NC_ ("network status", "Container")) \
  V (NET_STATUS, ACTIVE, "active", NC_ ("network status", "Active")) \
  V (NET_STATUS, RESERVED, "reserved", NC_ ("network status", "Reserved")) \
  V (NET_STATUS, DEPRECATED, "deprecated", NC_ ("network status", "Deprecated"))

#define RW_ENUM_TICKET_TYPE(V) \
  V (TICKET_TYPE, INCIDENT, "incident", NC_ ("ticket type", "Incident")) \
  V (TICKET_TYPE, REQUEST, "service_request", NC_ ("ticket type", "Service request")) \
  V (TICKET_TYPE, PROBLEM, "problem", NC_ ("ticket type", "Problem")) \
  V (TICKET_TYPE, SECURITY, "security_request", NC_ ("ticket type", "Security request"))

#define RW_ENUM_TICKET_STATUS(V) \
  V (TICKET_STATUS, NEW, "new", NC_ ("ticket status", "New")) \
  V (TICKET_STATUS, ACCEPTED, "accepted", NC_ ("ticket status", "Accepted")) \
  V (TICKET_STATUS, IN_PROGRESS, "in_progress", NC_ ("ticket status", "In progress")) \
  V (TICKET_STATUS, PENDING_CUSTOMER, "pending_customer", NC_ ("ticket status", "Pending customer")) \
  V (TICKET_STATUS, PENDING_SUPPLIER, "pending_supplier", NC_ ("ticket status", "Pending supplier")) \
  V (TICKET_STATUS, RESOLVED, "resolved", NC_ ("ticket status", "Resolved")) \
  V (TICKET_STATUS, CLOSED, "closed", NC_ ("ticket status", "Closed"))

#define RW_ENUM_PRIORITY(V) \
  V (PRIORITY, P1, "P1", NC_ ("priority", "P1")) \
  V (PRIORITY, P2, "P2", NC_ ("priority", "P2")) \
  V (PRIORITY, P3, "P3", NC_ ("priority", "P3")) \
  V (PRIORITY, P4, "P4", NC_ ("priority", "P4")) \
  V (PRIORITY, P5, "P5", NC_ ("priority", "P5"))

#define RW_ENUM_TICKET_SOURCE(V) \
  V (TICKET_SOURCE, PHONE, "phone", NC_ ("ticket source", "Phone")) \
  V (TICKET_SOURCE, MAIL, "mail", NC_ ("ticket source", "Mail")) \
  V (TICKET_SOURCE, PORTAL, "portal", NC_ ("ticket source", "Portal")) \
  V (TICKET_SOURCE, MONITORING, "monitoring", NC_ ("ticket source", "Monitoring")) \
  V (TICKET_SOURCE, STAFF, "staff", NC_ ("ticket source", "Staff"))

#define RW_ENUM_MESSAGE_TYPE(V) \
  V (MESSAGE_TYPE, REPLY, "public_reply", NC_ ("message type", "Public reply")) \
  V (MESSAGE_TYPE, NOTE, "internal_note", NC_ ("message type", "Internal note")) \
  V (MESSAGE_TYPE, MAIL_IN, "mail_in", NC_ ("message type", "Mail in")) \
  V (MESSAGE_TYPE, MAIL_OUT, "mail_out", NC_ ("message type", "Mail out")) \
  V (MESSAGE_TYPE, PHONE, "phone", NC_ ("message type", "Phone")) \
  V (MESSAGE_TYPE, UPDATE, "customer_update", NC_ ("message type", "Customer update")) \
  V (MESSAGE_TYPE, EVENT, "event", NC_ ("message type", "Event"))

#define RW_ENUM_LINK_TYPE(V) \
  V (LINK_TYPE, RELATED, "related", NC_ ("link", "Related to")) \
  V (LINK_TYPE, CAUSED_BY, "caused_by", NC_ ("link", "Caused by")) \
  V (LINK_TYPE, BLOCKS, "blocks", NC_ ("link", "Blocks")) \
  V (LINK_TYPE, RECURRENCE, "recurrence_of", NC_ ("link", "Recurrence of")) \
  V (LINK_TYPE, DUPLICATE, "duplicate_of", NC_ ("link", "Duplicate of")) \
  V (LINK_TYPE, CHILD, "child_of", NC_ ("link", "Child of")) \
  V (LINK_TYPE, AFFECTS, "affects", NC_ ("link", "Affects")) \
  V (LINK_TYPE, FIXED_BY, "fixed_by", NC_ ("link", "Fixed by"))

#define RW_ENUM_CHANGE_TYPE(V) \
  V (CHANGE_TYPE, STANDARD, "standard", NC_ ("change type", "Standard")) \
  V (CHANGE_TYPE, NORMAL, "normal", NC_ ("change type", "Normal")) \
  V (CHANGE_TYPE, EMERGENCY, "emergency", NC_ ("change type", "Emergency"))

#define RW_ENUM_CHANGE_STATUS(V) \
  V (CHANGE_STATUS, DRAFT, "draft", NC_ ("change status", "Draft")) \
  V (CHANGE_STATUS, SUBMITTED, "submitted", NC_ ("change status", "Submitted")) \
  V (CHANGE_STATUS, ASSESSED, "assessed", NC_ ("change status", "Assessed")) \
  V (CHANGE_STATUS, APPROVED, "approved", NC_ ("change status", "Approved")) \
  V (CHANGE_STATUS, SCHEDULED, "scheduled", NC_ ("change status", "Scheduled")) \
  V (CHANGE_STATUS, IN_PROGRESS, "in_progress", NC_ ("change status", "In progress")) \
  V (CHANGE_STATUS, REVIEW, "review", NC_ ("change status", "Review")) \
  V (CHANGE_STATUS, CLOSED, "closed", NC_ ("change status", "Closed")) \
  V (CHANGE_STATUS, CANCELLED, "cancelled", NC_ ("change status", "Cancelled"))

#define RW_ENUM_CHANGE_RESULT(V) \
  V (CHANGE_RESULT, SUCCESSFUL, "successful", NC_ ("change result", "Successful")) \
  V (CHANGE_RESULT, WITH_ISSUES, "with_issues", NC_ ("change result", "Successful with issues")) \
  V (CHANGE_RESULT, FAILED, "failed", NC_ ("change result", "Failed"))

#define RW_ENUM_TASK_STATUS(V) \
  V (TASK_STATUS, OPEN, "open", NC_ ("task status", "Open")) \
  V (TASK_STATUS, IN_PROGRESS, "in_progress", NC_ ("task status", "In progress")) \
  V (TASK_STATUS, DONE, "done", NC_ ("task status", "Done")) \
  V (TASK_STATUS, SKIPPED, "skipped", NC_ ("task status", "Skipped"))

#define RW_ENUM_APPROVAL_BOARD(V) \
  V (APPROVAL_BOARD, PEER, "peer", NC_ ("approval", "Second pair of eyes")) \
  V (APPROVAL_BOARD, CAB, "cab", NC_ ("approval", "Change advisory board")) \
  V (APPROVAL_BOARD, ECAB, "ecab", NC_ ("approval", "Emergency change advisory board")) \
  V (APPROVAL_BOARD, EXTENSION, "extension", NC_ ("approval", "More time"))

#define RW_ENUM_DECISION(V) \
  V (DECISION, PENDING, "pending", NC_ ("decision", "Pending")) \
  V (DECISION, APPROVED, "approved", NC_ ("decision", "Approved")) \
  V (DECISION, REJECTED, "rejected", NC_ ("decision", "Rejected"))

#define RW_ENUM_WINDOW_TYPE(V) \
  V (WINDOW_TYPE, MAINTENANCE, "maintenance", NC_ ("window type", "Maintenance window")) \
  V (WINDOW_TYPE, FREEZE, "freeze", NC_ ("window type", "Freeze"))

#define RW_ENUM_RISK_SIDE(V) \
  V (RISK_SIDE, PROBABILITY, "probability", NC_ ("risk", "Probability")) \
  V (RISK_SIDE, EFFECT, "effect", NC_ ("risk", "Effect"))

#define RW_ENUM_NOTICE_IMPACT(V) \
  V (NOTICE_IMPACT, NONE, "no_impact", NC_ ("carrier notice", "No impact")) \
  V (NOTICE_IMPACT, REDUCED_REDUNDANCY, "reduced_redundancy", NC_ ("carrier notice", "Reduced redundancy")) \
  V (NOTICE_IMPACT, DEGRADED, "degraded", NC_ ("carrier notice", "Degraded")) \
  V (NOTICE_IMPACT, OUTAGE, "outage", NC_ ("carrier notice", "Outage"))

#define RW_ENUM_NOTICE_STATUS(V) \
  V (NOTICE_STATUS, TENTATIVE, "tentative", NC_ ("carrier notice", "Tentative")) \
  V (NOTICE_STATUS, CONFIRMED, "confirmed", NC_ ("carrier notice", "Confirmed")) \
  V (NOTICE_STATUS, IN_PROCESS, "in_process", NC_ ("carrier notice", "In progress")) \
  V (NOTICE_STATUS, COMPLETED, "completed", NC_ ("carrier notice", "Completed")) \
  V (NOTICE_STATUS, CANCELLED, "cancelled", NC_ ("carrier notice", "Cancelled"))

#define RW_ENUM_BACKUP_TOOL(V) \
  V (BACKUP_TOOL, RESTIC, "restic", N_ ("restic")) \
  V (BACKUP_TOOL, BORG, "borg", N_ ("Borg")) \
  V (BACKUP_TOOL, BAREOS, "bareos", N_ ("Bareos")) \
  V (BACKUP_TOOL, PBS, "pbs", N_ ("Proxmox Backup Server")) \
  V (BACKUP_TOOL, OTHER, "other", NC_ ("backup tool", "Other"))

#define RW_ENUM_RUN_STATUS(V) \
  V (RUN_STATUS, SUCCESS, "success", NC_ ("backup run", "Success")) \
  V (RUN_STATUS, WARNING, "warning", NC_ ("backup run", "Warning")) \
  V (RUN_STATUS, RUNNING, "running", NC_ ("backup run", "Running")) \
  V (RUN_STATUS, UNKNOWN, "unknown", NC_ ("backup run", "Unknown")) \
  V (RUN_STATUS, MISSED, "missed", NC_ ("backup run", "Missed")) \
  V (RUN_STATUS, FAILED, "failed", NC_ ("backup run", "Failed"))

#define RW_ENUM_RUN_PURPOSE(V) \
  V (RUN_PURPOSE, BACKUP, "backup", NC_ ("backup run", "Backup")) \
  V (RUN_PURPOSE, VERIFICATION, "verification", NC_ ("backup run", "Verification"))

#define RW_ENUM_BACKUP_MEDIUM(V) \
  V (BACKUP_MEDIUM, DISK, "disk", NC_ ("backup medium", "Disk")) \
  V (BACKUP_MEDIUM, TAPE, "tape", NC_ ("backup medium", "Tape")) \
  V (BACKUP_MEDIUM, OBJECT, "object", NC_ ("backup medium", "Object storage")) \
  V (BACKUP_MEDIUM, REMOVABLE, "removable", NC_ ("backup medium", "Removable disk")) \
  V (BACKUP_MEDIUM, OTHER, "other", NC_ ("backup medium", "Other"))

#define RW_ENUM_BACKUP_ANSWER(V) \
  V (BACKUP_ANSWER, ACKNOWLEDGED, "acknowledged", NC_ ("backup answer", "Acknowledged")) \
  V (BACKUP_ANSWER, TICKET, "ticket", NC_ ("backup answer", "Ticket")) \
  V (BACKUP_ANSWER, RERUN, "rerun", NC_ ("backup answer", "Rerun asked for")) \
  V (BACKUP_ANSWER, EXPECTED, "expected", NC_ ("backup answer", "Expected"))

#define RW_ENUM_CHECK_DEPTH(V) \
  V (CHECK_DEPTH, RAN, "ran", NC_ ("backup check", "Ran")) \
  V (CHECK_DEPTH, STRUCTURE, "structure", NC_ ("backup check", "Structure checked")) \
  V (CHECK_DEPTH, DATA, "data", NC_ ("backup check", "Data read")) \
  V (CHECK_DEPTH, RESTORED, "restored", NC_ ("backup check", "Restored"))

#define RW_ENUM_TEST_RESULT(V) \
  V (TEST_RESULT, PASSED, "passed", NC_ ("restore test", "Passed")) \
  V (TEST_RESULT, PARTIAL, "partial", NC_ ("restore test", "Partial")) \
  V (TEST_RESULT, FAILED, "failed", NC_ ("restore test", "Failed"))

#define RW_ENUM_VOLUME_TYPE(V) \
  V (VOLUME_TYPE, BYTES, "bytes", NC_ ("volume", "Space")) \
  V (VOLUME_TYPE, INODES, "inodes", NC_ ("volume", "Inodes"))

#define RW_ENUM_MEASURE_STATUS(V) \
  V (MEASURE_STATUS, OPEN, "open", NC_ ("measure", "Open")) \
  V (MEASURE_STATUS, IN_PROGRESS, "in_progress", NC_ ("measure", "In progress")) \
  V (MEASURE_STATUS, ACCEPTED, "accepted_risk", NC_ ("measure", "Accepted risk")) \
  V (MEASURE_STATUS, DONE, "done", NC_ ("measure", "Done")) \
  V (MEASURE_STATUS, VERIFIED, "verified", NC_ ("measure", "Verified"))

#define RW_ENUM_SEVERITY(V) \
  V (SEVERITY, INFO, "info", NC_ ("severity", "Information")) \
  V (SEVERITY, LOW, "low", NC_ ("severity", "Low")) \
  V (SEVERITY, MEDIUM, "medium", NC_ ("severity", "Medium")) \
  V (SEVERITY, HIGH, "high", NC_ ("severity", "High")) \
  V (SEVERITY, CRITICAL, "critical", NC_ ("severity", "Critical"))

#define RW_ENUM_AUDIT_RESULT(V) \
  V (AUDIT_RESULT, FOUND, "found", NC_ ("audit", "Found")) \
  V (AUDIT_RESULT, MISSING, "missing", NC_ ("audit", "Missing")) \
  V (AUDIT_RESULT, MISPLACED, "misplaced", NC_ ("audit", "In another place")) \
  V (AUDIT_RESULT, UNKNOWN, "unknown_device", NC_ ("audit", "Not in the records"))

#define RW_ENUMS(E) \
  E (PERSON_ROLE, person_role, RwPersonRole) \
  E (SHIFT_RANK, shift_rank, RwShiftRank) \
  E (SERVICE_STAGE, service_stage, RwServiceStage) \
  E (LEVEL, level, RwLevel) \
  E (ROOM_TYPE, room_type, RwRoomType) \
  E (AISLE, aisle, RwAisle) \
  E (RACK_WIDTH, rack_width, RwRackWidth) \
  E (RACK_NUMBERING, rack_numbering, RwRackNumbering) \
  E (RACK_STATUS, rack_status, RwRackStatus) \
  E (FACE, face, RwFace) \
  E (SIDE, side, RwSide) \
  E (FEED_LEG, feed_leg, RwFeedLeg) \
  E (PHASES, phases, RwPhases) \
  E (AIR_FLOW, air_flow, RwAirFlow) \
  E (DEVICE_ROLE, device_role, RwDeviceRole) \
  E (STAGE, stage, RwStage) \
  E (PORT_TYPE, port_type, RwPortType) \
  E (CABLE_STATUS, cable_status, RwCableStatus) \
  E (NET_STATUS, net_status, RwNetStatus) \
  E (TICKET_TYPE, ticket_type, RwTicketType) \
  E (TICKET_STATUS, ticket_status, RwTicketStatus) \
  E (PRIORITY, priority, RwPriority) \
  E (TICKET_SOURCE, ticket_source, RwTicketSource) \
  E (MESSAGE_TYPE, message_type, RwMessageType) \
  E (LINK_TYPE, link_type, RwLinkType) \
  E (CHANGE_TYPE, change_type, RwChangeType) \
  E (CHANGE_STATUS, change_status, RwChangeStatus) \
  E (CHANGE_RESULT, change_result, RwChangeResult) \
  E (TASK_STATUS, task_status, RwTaskStatus) \
  E (APPROVAL_BOARD, approval_board, RwApprovalBoard) \
  E (DECISION, decision, RwDecision) \
  E (WINDOW_TYPE, window_type, RwWindowType) \
  E (RISK_SIDE, risk_side, RwRiskSide) \
  E (NOTICE_IMPACT, notice_impact, RwNoticeImpact) \
  E (NOTICE_STATUS, notice_status, RwNoticeStatus) \
  E (BACKUP_TOOL, backup_tool, RwBackupTool) \
  E (RUN_STATUS, run_status, RwRunStatus) \
  E (RUN_PURPOSE, run_purpose, RwRunPurpose) \
  E (BACKUP_MEDIUM, backup_medium, RwBackupMedium) \
  E (BACKUP_ANSWER, backup_answer, RwBackupAnswer) \
  E (CHECK_DEPTH, check_depth, RwCheckDepth) \
  E (TEST_RESULT, test_result, RwTestResult) \
  E (VOLUME_TYPE, volume_type, RwVolumeType) \
  E (MEASURE_STATUS, measure_status, RwMeasureStatus) \
  E (SEVERITY, severity, RwSeverity) \
  E (AUDIT_RESULT, audit_result, RwAuditResult)

#define RW_ENUM_CONSTANT(LIST, NAME, word, label) RW_##LIST##_##NAME,
#define RW_ENUM_DECLARE(LIST, list, Type) \
  typedef enum { RW_ENUM_##LIST (RW_ENUM_CONSTANT) RW_##LIST##_N_VALUES } Type; \
  extern const RwEnumInfo rw_enum_##list;

RW_ENUMS (RW_ENUM_DECLARE)

#undef RW_ENUM_CONSTANT
#undef RW_ENUM_DECLARE

G_END_DECLS
